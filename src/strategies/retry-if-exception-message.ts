import { createDecision } from './common/create-strategy.ts'
import { readMessageTest } from './common/message-test.ts'
import type { MessageTest } from './common/message-test.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an error with a message was thrown; of what is no error, the text counts. Tenacity's
 * `retry_if_exception_message`.
 *
 * @param test - either `message`, the whole message, or `match`: a RegExp, which may match anywhere, or a pattern as a
 *   string, which must match from the start on, as Python's `re.match`
 * @throws TypeError when there is none of them or both, RangeError when `match` is no pattern
 *
 * @example
 * import { retry, retryIfExceptionMessage } from 'holdfast'
 *
 * let calls = 0
 * const query = retry({ retry: retryIfExceptionMessage({ match: /deadlock|lock timeout/i }) })(async () => {
 *   if (++calls < 3) throw new Error('Deadlock found')
 *   return calls
 * })
 * await query() // => 3
 */
export function retryIfExceptionMessage(test: MessageTest): RetryStrategy {
  const { accepts, json, code, words } = readMessageTest('retryIfExceptionMessage', test)
  return createDecision(
    ({ outcome }) => outcome !== undefined && outcome.failed && accepts(outcome.error),
    `retryIfExceptionMessage(${code})`,
    () => `on an error that says ${words}`,
    { type: 'ifExceptionMessage', ...json },
  )
}
