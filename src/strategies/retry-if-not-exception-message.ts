import { createDecision } from './common/create-strategy.ts'
import { readMessageTest } from './common/message-test.ts'
import type { MessageTest } from './common/message-test.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries until an error with a message is thrown: **successful results are retried too**. Tenacity's
 * `retry_if_not_exception_message`. Whoever wants to retry errors alone takes a predicate,
 * `retryIfException((error) => !(error instanceof Error && error.message === 'gone'))`.
 *
 * It retries an `AbortError` too.
 *
 * @param test - either `message`, the whole message, or `match`: a RegExp, which may match anywhere, or a pattern as a
 *   string, which must match from the start on, as Python's `re.match`
 * @throws TypeError when there is none of them or both, RangeError when `match` is no pattern
 *
 * @example
 * import { retry, retryIfNotExceptionMessage } from 'holdfast'
 *
 * let calls = 0
 * const drain = retry({ retry: retryIfNotExceptionMessage({ message: 'empty' }) })(async () => {
 *   if (++calls === 4) throw new Error('empty')
 * })
 * await drain().catch((error) => `${calls} calls until ${error.message}`) // => '4 calls until empty'
 */
export function retryIfNotExceptionMessage(test: MessageTest): RetryStrategy {
  const { accepts, json, code, words } = readMessageTest('retryIfNotExceptionMessage', test)
  return createDecision(
    ({ outcome }) => outcome !== undefined && !(outcome.failed && accepts(outcome.error)),
    `retryIfNotExceptionMessage(${code})`,
    () => `until an error is thrown that says ${words}`,
    { type: 'ifNotExceptionMessage', ...json },
  )
}
