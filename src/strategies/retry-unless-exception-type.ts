import { retryByType } from './common/by-type.ts'
import { isOfType } from './common/error-types.ts'
import type { ErrorTypes } from './common/error-types.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries until an error of one of the classes is thrown: **successful results are retried too**. Tenacity's
 * `retry_unless_exception_type`. Whoever wants to retry errors alone takes `retryIfNotExceptionType`, or
 * `retryIfException((error) => !(error instanceof SyntaxError))`.
 *
 * It retries an `AbortError` too, unless that is of one of the classes; none is of `Error`, which stands for what Python
 * calls an Exception.
 *
 * @param types - error classes, one by one or as one array; none stands for whatever is thrown but an `AbortError`
 * @throws TypeError when one is no class
 *
 * @example
 * import { retry, retryUnlessExceptionType } from 'holdfast'
 *
 * let calls = 0
 * const drain = retry({ retry: retryUnlessExceptionType(RangeError) })(async () => {
 *   if (++calls === 4) throw new RangeError('empty')
 * })
 * await drain().catch((error) => `${calls} calls until ${error.message}`) // => '4 calls until empty'
 */
export function retryUnlessExceptionType(...types: ErrorTypes): RetryStrategy {
  return retryByType(
    'retryUnlessExceptionType',
    'unlessExceptionType',
    types,
    (outcome, list) => !(outcome.failed && isOfType(outcome.error, list)),
    (names) => `until ${names} is thrown`,
  )
}
