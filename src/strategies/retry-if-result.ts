import { createDecision } from './common/create-strategy.ts'
import { labelOf, nameOf } from './common/label.ts'
import { checkPredicate, predicateJSON } from './common/predicate.ts'
import type { Predicate } from './common/predicate.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an attempt gave a result that a predicate accepts. Errors are not retried. Tenacity's
 * `retry_if_result`.
 *
 * @param predicate - is given the result; sync or async. Its name stands for it in JSON
 * @throws TypeError when it is no function, or an error class
 *
 * @example
 * import { retry, retryIfResult } from 'holdfast'
 *
 * let calls = 0
 * const isPending = (status: string) => status === 'pending'
 * const poll = retry({ retry: retryIfResult(isPending) })(async () => (++calls < 3 ? 'pending' : 'done'))
 * await poll() // => 'done'
 */
export function retryIfResult(predicate: Predicate): RetryStrategy {
  checkPredicate('retryIfResult', predicate)
  return createDecision(
    ({ outcome }) => outcome !== undefined && !outcome.failed && predicate(outcome.value),
    `retryIfResult(${labelOf(predicate)})`,
    () => `on a result that ${nameOf(predicate)} accepts`,
    { type: 'ifResult', predicate: predicateJSON(predicate) },
  )
}
