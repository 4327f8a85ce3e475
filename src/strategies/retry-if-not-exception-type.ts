import { retryByType } from './common/by-type.ts'
import { isOfType } from './common/error-types.ts'
import type { ErrorTypes } from './common/error-types.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an error of none of the classes was thrown. Results are not retried. Tenacity's
 * `retry_if_not_exception_type`.
 *
 * It retries an `AbortError` too, unless that is of one of the classes; none is of `Error`, which stands for what Python
 * calls an Exception.
 *
 * @param types - error classes, one by one or as one array; none stands for whatever is thrown but an `AbortError`
 * @throws TypeError when one is no class
 *
 * @example
 * import { retry, retryIfNotExceptionType } from 'holdfast'
 *
 * let calls = 0
 * const parse = retry({ retry: retryIfNotExceptionType(SyntaxError) })(async () => {
 *   throw ++calls < 3 ? new TypeError('retried') : new SyntaxError('not retried')
 * })
 * await parse().catch((error) => error.message) // => 'not retried'
 */
export function retryIfNotExceptionType(...types: ErrorTypes): RetryStrategy {
  return retryByType(
    'retryIfNotExceptionType',
    'ifNotExceptionType',
    types,
    (outcome, list) => outcome.failed && !isOfType(outcome.error, list),
    (names) => `on an error other than ${names}`,
  )
}
