import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

import { root } from '../support/project.ts'
import { filesBelow } from './files.ts'

export interface Page {
  /** Relative to the repository. */
  readonly file: string
  readonly text: string
  readonly tree: Root
}

/** The manual: the readme and `docs/`. */
export const manual: readonly Page[] = ['README.md', ...filesBelow('docs', '.md')].map(read)

/** All pages of the repository that its own text links from. */
export const pages: readonly Page[] = [
  ...manual,
  ...readdirSync(root)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map(read),
  ...filesBelow('examples', '.md').map(read),
]

function read(file: string): Page {
  const text = readFileSync(join(root, file), 'utf8')
  return { file, text, tree: fromMarkdown(text) }
}
