import { readOptions } from './read-options.ts'
import { loopReaders } from './session-readers.ts'
import { createRetryLoop } from './retry-loop.ts'
import type { LoopOptions, RetryLoop } from './retry-loop.ts'
import { Retrying } from './retrying.ts'

/**
 * A retry controller: a policy that calls functions, wraps them and iterates. Tenacity's `AsyncRetrying`.
 *
 * It holds no state of a call but the latest one's statistics, so any number of calls may share it.
 *
 * @example
 * import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
 *
 * const retrying = new AsyncRetrying({ stop: stopAfterAttempt(3) })
 * await retrying.call(async (id: number) => `user ${id}`, 7) // => 'user 7'
 *
 * for await (const attempt of retrying) {
 *   await attempt.run(async () => 'done')
 * }
 * retrying.statistics.attemptNumber // => 1
 */
export class AsyncRetrying extends Retrying {
  /**
   * Begins a block that is retried: iterate it with `for await`, and run the block's body by `attempt.run`.
   *
   * @param options - `signal` ends the loop at once
   */
  loop<T = unknown>(options: LoopOptions = {}): RetryLoop<T> {
    readOptions(options, loopReaders)
    return createRetryLoop(this.policy, (session) => this.drive(session), options.signal)
  }

  [Symbol.asyncIterator](): RetryLoop {
    return this.loop()
  }
}
