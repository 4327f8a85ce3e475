import { createDecision } from './common/create-strategy.ts'
import { labelOf, nameOf } from './common/label.ts'
import { checkPredicate, predicateJSON } from './common/predicate.ts'
import type { Predicate } from './common/predicate.ts'
import type { RetryStrategy } from './strategy.ts'

/**
 * Retries when something was thrown that a predicate accepts. Tenacity's `retry_if_exception`.
 *
 * @param predicate - is given whatever was thrown, an `AbortError` too; sync or async. Its name stands for it
 *   in JSON
 * @throws TypeError when it is no function, or an error class
 *
 * @example
 * import { retry, retryIfException } from 'holdfast'
 *
 * let calls = 0
 * const isTransient = (error: unknown) => error instanceof Error && error.message === 'busy'
 * const read = retry({ retry: retryIfException(isTransient) })(async () => {
 *   if (++calls < 3) throw new Error('busy')
 *   return calls
 * })
 * await read() // => 3
 */
export function retryIfException(predicate: Predicate): RetryStrategy {
  checkPredicate('retryIfException', predicate)
  return createDecision(
    ({ outcome }) => outcome !== undefined && outcome.failed && predicate(outcome.error),
    `retryIfException(${labelOf(predicate)})`,
    () => `on an error that ${nameOf(predicate)} accepts`,
    { type: 'ifException', predicate: predicateJSON(predicate) },
  )
}
