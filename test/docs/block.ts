import type { Code, Root } from 'mdast'
import { visit } from 'unist-util-visit'

/** A fenced block of a page, or of a docstring's example. */
export interface Block {
  /** Relative to the repository. */
  readonly file: string
  /** The file's line where the code begins, from 1. */
  readonly line: number
  /** What the fence says: `ts`, `json`, … */
  readonly language: string
  /** What it says after that. */
  readonly flags: readonly string[]
  readonly code: string
}

/** The fenced blocks of a parsed text whose first line is line `firstLine` of the file. */
export function blocksIn(file: string, tree: Root, firstLine = 1): Block[] {
  const blocks: Block[] = []
  visit(tree, 'code', (node) => {
    const block = toBlock(file, node, firstLine)
    if (block !== undefined) blocks.push(block)
  })
  return blocks
}

function toBlock(file: string, { lang, meta, value, position }: Code, firstLine: number): Block | undefined {
  if (typeof lang !== 'string' || position === undefined) return undefined
  // The fence's own line counts from 1, and the code begins one below.
  return {
    file,
    line: firstLine + position.start.line,
    language: lang,
    flags: meta?.split(/\s+/) ?? [],
    code: value,
  }
}
