import { hasBrand } from './brand.ts'

const BRAND = Symbol.for('holdfast.TryAgain')

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
  static {
    Object.defineProperty(this.prototype, BRAND, { value: true })
  }

  override readonly name = 'TryAgain'
  readonly code = 'HOLDFAST_TRY_AGAIN'
}

/** @internal */
export const isTryAgain = (value: unknown): value is TryAgain => hasBrand(value, BRAND)
