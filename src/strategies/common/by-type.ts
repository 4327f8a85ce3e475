import type { Outcome } from '../../outcome.ts'
import type { RetryStrategy } from '../strategy.ts'
import { createDecision } from './create-strategy.ts'
import { namesOf, readTypes } from './error-types.ts'
import type { ErrorType, ErrorTypes } from './error-types.ts'
import { labelOf, labelsOf } from './label.ts'

/**
 * Makes a retry strategy that looks at the classes of errors.
 *
 * @param describe - its words, given the classes' names
 */
export function retryByType(
  owner: string,
  type: string,
  given: ErrorTypes,
  decide: (outcome: Outcome, types: readonly ErrorType[]) => boolean,
  describe: (names: string) => string,
): RetryStrategy {
  const types = readTypes(owner, given)
  return createDecision(
    ({ outcome }) => outcome !== undefined && decide(outcome, types),
    `${owner}(${labelsOf(types)})`,
    () => describe(types.map(labelOf).join(' or ') || 'any error'),
    { type, types: namesOf(types) },
  )
}
