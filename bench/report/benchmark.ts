import type { Table } from './table.ts'

/** One comparison: each file `bench/*.ts` beside `run.ts` exports one. */
export interface Benchmark {
  readonly title: string
  /** What is measured and how, for whoever reads the numbers. */
  readonly about: string
  run(): Promise<Findings>
}

export interface Findings {
  readonly table: Table
  readonly bars?: readonly Bar[]
}

/** A promise of the project that a benchmark can keep or break. */
export interface Bar {
  readonly what: string
  readonly bar: string
  readonly measured: string
  readonly met: boolean
}
