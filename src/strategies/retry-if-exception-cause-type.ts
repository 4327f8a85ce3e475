import { retryByType } from './common/by-type.ts'
import { isOfType } from './common/error-types.ts'
import type { ErrorType, ErrorTypes } from './common/error-types.ts'
import { peek } from './common/peek.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an error's `cause`, or the cause of that, and so on, is of one of the classes; the error itself does not
 * count. Tenacity's `retry_if_exception_cause_type`.
 *
 * @param types - error classes, one by one or as one array; none stands for whatever is thrown but an `AbortError`
 * @throws TypeError when one is no class
 *
 * @example
 * import { retry, retryIfExceptionCauseType, stopAfterAttempt } from 'holdfast'
 *
 * let calls = 0
 * const load = retry({ retry: retryIfExceptionCauseType(RangeError), stop: stopAfterAttempt(3) })(async () => {
 *   calls++
 *   throw new Error('cannot load', { cause: new RangeError('too far') })
 * })
 * await load().catch(() => calls) // => 3
 */
export function retryIfExceptionCauseType(...types: ErrorTypes): RetryStrategy {
  return retryByType(
    'retryIfExceptionCauseType',
    'ifExceptionCauseType',
    types,
    (outcome, list) => outcome.failed && hasCause(outcome.error, list),
    (names) => `on an error caused by ${names}`,
  )
}

function hasCause(error: unknown, types: readonly ErrorType[]): boolean {
  // A set visits what is added on the way, once: causes may go round in circles.
  const chain = new Set([error])
  for (const each of chain) {
    const cause = peek(each, 'cause')
    if (cause === undefined || cause === null) return false
    if (isOfType(cause, types)) return true
    chain.add(cause)
  }
  return false
}
