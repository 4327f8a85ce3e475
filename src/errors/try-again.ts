import { TRY_AGAIN } from './is-try-again.ts'

/**
 * Thrown by the retried function to ask for another attempt, whatever the retry strategy says. Tenacity's `TryAgain`.
 *
 * Stop strategies still count it.
 *
 * @example
 * import { TryAgain, retry } from 'holdfast'
 *
 * let asked = 0
 * const poll = retry(async () => {
 *   if (++asked < 3) throw new TryAgain()
 *   return asked
 * })
 * await poll() // => 3
 */
export class TryAgain extends Error {
  override readonly name = 'TryAgain'
  readonly code = 'HOLDFAST_TRY_AGAIN'

  /** @internal */
  get [TRY_AGAIN](): true {
    return true
  }
}
