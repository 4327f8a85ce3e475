import { AsyncLocalStorage } from 'node:async_hooks'

import { createAttemptInfo } from '../machine/attempt-info.ts'
import type { AttemptInfo } from '../machine/attempt-info.ts'
import { hook } from '../machine/hook.ts'
import type { AttemptStorage } from '../machine/hook.ts'

const attempts = (hook.attempts ??= createStorage())

/**
 * The attempt that the calling code belongs to: its number, its signal and its keys, for functions that are retried but
 * not told about it, and for all that they call.
 *
 * Once this module is loaded, every attempt in the process is entered: of `retry`, `AsyncRetrying` and its loops, of
 * `runWithRetry` and machines. It stands on Node's `AsyncLocalStorage`, which Deno, Bun and workers have as well.
 *
 * @returns the innermost attempt; undefined outside any
 * @example
 * import { retry, stopAfterAttempt } from 'holdfast'
 * import { currentAttempt } from 'holdfast/context'
 *
 * const where = () => `attempt ${currentAttempt()?.attemptNumber}`
 * const load = retry({ stop: stopAfterAttempt(3) })(async (id: number) => {
 *   if (currentAttempt()?.attemptNumber === 1) throw new Error('connection reset')
 *   return `${id} by ${where()}`
 * })
 * await load(7) // => '7 by attempt 2'
 * currentAttempt() // => undefined
 */
export const currentAttempt = (): AttemptInfo | undefined => attempts.getStore()

function createStorage(): AttemptStorage {
  const storage = new AsyncLocalStorage<AttemptInfo>()
  return {
    run: (session, callback) => storage.run(createAttemptInfo(session), callback),
    getStore: () => storage.getStore(),
  }
}
