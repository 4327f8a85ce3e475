import { retryByType } from './common/by-type.ts'
import { isOfType } from './common/error-types.ts'
import type { ErrorTypes } from './common/error-types.ts'
import { retryByDefault } from './common/retry-by-default.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an error of one of the classes was thrown. Without classes it is the default strategy: it retries whatever
 * is thrown, but no `AbortError`, which is known by its name. Tenacity's `retry_if_exception_type`.
 *
 * `Error` in the list stands for what Python calls an Exception: it does not match an `AbortError`, such as of a `fetch` that
 * its caller has aborted. `DOMException`, or a class of its own, does.
 *
 * @param types - error classes, one by one or as one array; none stands for whatever is thrown but an `AbortError`
 * @throws TypeError when one is no class
 *
 * @example
 * import { retry, retryIfExceptionType, stopAfterAttempt } from 'holdfast'
 *
 * let calls = 0
 * const parse = retry({ retry: retryIfExceptionType(TypeError, RangeError), stop: stopAfterAttempt(5) })(async () => {
 *   throw ++calls < 3 ? new TypeError('retried') : new SyntaxError('not retried')
 * })
 * await parse().catch((error) => error.message) // => 'not retried'
 */
export function retryIfExceptionType(...types: ErrorTypes): RetryStrategy {
  if (types.flat().length === 0) return retryByDefault
  return retryByType(
    'retryIfExceptionType',
    'ifExceptionType',
    types,
    (outcome, list) => outcome.failed && isOfType(outcome.error, list),
    (names) => `on ${names}`,
  )
}
