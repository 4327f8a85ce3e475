import { readOptions } from '../machine/read-options.ts'
import { inspectedReaders } from '../machine/session-readers.ts'
import type { Inspect } from '../machine/xstate.ts'

/** Options of the sessions of one Effect or Observable. */
export interface RetryWithOptions {
  /** The idempotency key of each of them. @default a UUID for each, drawn from the policy's `random` where it has one */
  readonly id?: string | undefined
  /** Told every XState inspection event of each; what it throws is dropped. */
  readonly inspect?: Inspect | undefined
}

/** @throws TypeError that names the wrong option and the value received */
export const readRetryWithOptions = (options: RetryWithOptions): RetryWithOptions =>
  readOptions(options, READERS)

const READERS = { id: inspectedReaders.id, inspect: inspectedReaders.inspect }
