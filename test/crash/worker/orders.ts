import type { Script } from '../script.ts'
import type { Flaw } from './flaws.ts'
import type { Point } from './points.ts'

/** What a worker is told, as JSON in its first argument. */
export interface Orders {
  /** The path of the store's file. */
  readonly store: string
  /** The path of the log of its round. */
  readonly log: string
  readonly scripts: readonly Script[]
  /** Milliseconds. */
  readonly lease: number
  /** Where it is to kill itself: at the point, when it gets there for so many times. */
  readonly death?: Death | undefined
  /** It writes down how far its database has reached the disk. */
  readonly notesSyncs: boolean
  /** What is to be wrong with its store. */
  readonly flaw?: Flaw | undefined
}

export interface Death {
  readonly point: Point
  readonly visit: number
}
