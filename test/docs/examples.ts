import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { fromMarkdown } from 'mdast-util-from-markdown'

import { root } from '../support/project.ts'
import { type Block, blocksIn } from './block.ts'

/** The code of every `@example` in a source file's docstrings. */
export function examplesOf(file: string): Block[] {
  return examplesIn(file, readFileSync(join(root, file), 'utf8'))
}

/** The same for a text: an example's fenced blocks, or all of it when it has none. */
export function examplesIn(file: string, text: string): Block[] {
  return docstrings(text)
    .flatMap(exampleSections)
    .flatMap((section) => toBlocks(file, section))
}

interface Lines {
  /** The file's line of the first one, from 1. */
  readonly line: number
  readonly lines: string[]
}

function docstrings(text: string): Lines[] {
  return [...text.matchAll(/\/\*\*([\s\S]*?)\*\//g)].map(({ index, 1: body = '' }) => ({
    line: text.slice(0, index).split('\n').length,
    lines: body.split('\n').map((line) => line.replace(/^\s*\* ?/, '')),
  }))
}

/** From each `@example` to the next tag; inside a fence, what begins with @ is a decorator. */
function exampleSections({ line: firstLine, lines }: Lines): Lines[] {
  const sections: Lines[] = []
  let current: Lines | undefined
  let fenced = false
  for (const [index, text] of lines.entries()) {
    if (text.startsWith('```')) fenced = !fenced
    if (fenced || !/^@\w/.test(text)) {
      current?.lines.push(text)
    } else if (text.startsWith(TAG)) {
      current = { line: firstLine + index, lines: [text.slice(TAG.length)] }
      sections.push(current)
    } else {
      current = undefined
    }
  }
  return sections
}

const TAG = '@example'

function toBlocks(file: string, { line, lines }: Lines): Block[] {
  const text = lines.join('\n')
  const fenced = blocksIn(file, fromMarkdown(text), line)
  return fenced.length > 0 ? fenced : [{ file, line, language: 'ts', flags: [], code: text.trimEnd() }]
}
