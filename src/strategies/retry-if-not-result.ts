import { andThen } from '../awaitable.ts'
import { createDecision } from './common/create-strategy.ts'
import { labelOf, nameOf } from './common/label.ts'
import { checkPredicate, predicateJSON } from './common/predicate.ts'
import type { Predicate } from './common/predicate.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when an attempt gave a result that a predicate refuses. Errors are not retried. Tenacity's
 * `retry_if_not_result`.
 *
 * @param predicate - is given the result; sync or async. Its name stands for it in JSON
 * @throws TypeError when it is no function, or an error class
 *
 * @example
 * import { retry, retryIfNotResult } from 'holdfast'
 *
 * let calls = 0
 * const isDone = (status: string) => status === 'done'
 * const poll = retry({ retry: retryIfNotResult(isDone) })(async () => (++calls < 3 ? 'pending' : 'done'))
 * await poll() // => 'done'
 */
export function retryIfNotResult(predicate: Predicate): RetryStrategy {
  checkPredicate('retryIfNotResult', predicate)
  return createDecision(
    ({ outcome }) => outcome !== undefined && !outcome.failed && andThen(predicate(outcome.value), not),
    `retryIfNotResult(${labelOf(predicate)})`,
    () => `on a result that ${nameOf(predicate)} refuses`,
    { type: 'ifNotResult', predicate: predicateJSON(predicate) },
  )
}

const not = (answer: boolean) => !answer
