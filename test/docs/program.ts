import type { Block } from './block.ts'
import { withExpectations } from './expectations.ts'

/** A block made into a module that can be compiled and run. */
export interface Program {
  readonly block: Block
  /** The name of its file. */
  readonly name: string
  readonly source: string
  readonly runs: boolean
  /** The line of the block's file that a line of the source, from 1, was taken from. */
  originOf(line: number): number
}

/**
 * A program for every ts and js block.
 *
 * A fence that says `continues` begins with the code of the one before it, one that says `no-run` is only compiled.
 */
export function toPrograms(blocks: readonly Block[]): Program[] {
  const programs: Program[] = []
  let chain: Block[] = []
  for (const block of blocks.filter(({ language }) => language === 'ts' || language === 'js')) {
    chain = [...(block.flags.includes('continues') ? continued(chain, block) : []), block]
    programs.push(toProgram(block, chain))
  }
  return programs
}

function continued(chain: readonly Block[], block: Block): readonly Block[] {
  if (chain[0]?.file === block.file) return chain
  throw new Error(`${block.file}:${block.line}: there is no block before it that it could continue`)
}

function toProgram(block: Block, chain: readonly Block[]): Program {
  const code = chain.map((part) => part.code).join('\n')
  // The first line of every source is the header.
  const origins = [block.line, ...chain.flatMap(linesOf)]
  const runs = !chain.some(({ flags }) => flags.includes('no-run'))
  return {
    block,
    name: `${block.file.replaceAll('/', '.')}.${block.line}.${block.language}`,
    source: runs ? withExpectations(code) : `export {}\n${code}`,
    runs,
    originOf: (line) => origins[line - 1] ?? block.line,
  }
}

const linesOf = ({ code, line }: Block) => code.split('\n').map((_, index) => line + index)
