import type { Program } from './program.ts'

/** What a compiler or a run found wrong with a program. */
export interface Fault {
  readonly program: Program
  /** The line of the program's source, from 1. */
  readonly line: number
  readonly message: string
}
