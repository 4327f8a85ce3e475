import type { Outcome } from '../outcome.ts'
import type { RetryStatistics } from '../statistics.ts'
import { hasBrand } from './brand.ts'
import { show } from './show.ts'
import { showTime } from './show-time.ts'
import { isTryAgain } from './is-try-again.ts'

const BRAND = Symbol.for('holdfast.RetryError')
const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** What a `RetryError`, or a class given as `retryErrorCls`, is made from. */
export interface RetryErrorInit {
  /** The name of what was retried. */
  readonly name: string
  readonly lastAttempt: Outcome
  /** The errors of the last attempts, oldest first. */
  readonly errors: readonly unknown[]
  readonly statistics: RetryStatistics
}

/**
 * The session gave up: its stop strategy said so. Tenacity's `RetryError`.
 *
 * `cause` is the last attempt's error; there is none when its result was what had to be retried.
 *
 * @example
 * import { RetryError, retry, stopAfterAttempt } from 'holdfast'
 *
 * const fetchUser = retry({ stop: stopAfterAttempt(2) })(async () => {
 *   throw new Error('connection reset')
 * })
 * const error = await fetchUser().catch((error) => error)
 * error instanceof RetryError // => true
 * error.lastAttempt.attemptNumber // => 2
 * error.cause.message // => 'connection reset'
 */
export class RetryError extends Error {
  override readonly name: string = 'RetryError'
  readonly code = 'HOLDFAST_RETRY_EXHAUSTED'
  /** How the last attempt ended. */
  readonly lastAttempt: Outcome
  /** The errors of at most the last ten attempts, oldest first. */
  readonly errors: readonly unknown[]
  readonly statistics: RetryStatistics

  constructor(init: RetryErrorInit) {
    const { lastAttempt } = init
    super(message(init), lastAttempt.failed ? { cause: lastAttempt.error } : undefined)
    this.lastAttempt = lastAttempt
    this.errors = init.errors
    this.statistics = init.statistics
  }

  /** @internal */
  get [BRAND](): true {
    return true
  }

  /** @internal What Node logs: this without its errors, which Node prints in full, also where they are hidden. */
  [INSPECT](): object {
    const { lastAttempt: _, errors: __, ...shown } = this
    return Object.assign(Object.create(this, { [INSPECT]: {}, errors: {} }) as object, shown)
  }

  /**
   * Throws the last attempt's own error; of a `TryAgain` its cause, where it has one; this error when the attempt had
   * returned a value. The option `reraise` does the same.
   */
  reraise(): never {
    throw reraisable(this.lastAttempt, this)
  }
}

/** @internal */
export function reraisable(lastAttempt: Outcome, retryError: unknown): unknown {
  if (!lastAttempt.failed) return retryError
  const { error } = lastAttempt
  return (isTryAgain(error) ? error.cause : undefined) ?? error
}

/**
 * Whether a value is a `RetryError`, also one that another installed copy of Holdfast made.
 *
 * @example
 * import { isRetryError } from 'holdfast'
 *
 * isRetryError(new Error('no')) // => false
 */
export function isRetryError(value: unknown): value is RetryError {
  return hasBrand(value, BRAND)
}

function message({ name, lastAttempt, statistics }: RetryErrorInit): string {
  const { attemptNumber } = lastAttempt
  const times = `${attemptNumber} attempt${attemptNumber === 1 ? '' : 's'}`
  const last = lastAttempt.failed ? `error: ${show(lastAttempt.error)}` : `result: ${show(lastAttempt.value)}`
  return `${name} gave up after ${times} in ${showTime(statistics.delaySinceFirstAttempt)}; last ${last}`
}
