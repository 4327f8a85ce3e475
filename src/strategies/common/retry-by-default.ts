import type { RetryStrategy } from '../strategy.ts'
import { createDecision } from './create-strategy.ts'
import { isAbortError } from './is-abort-error.ts'

/** `retryIfExceptionType()`, without classes: the default of every policy. */
export const retryByDefault: RetryStrategy = /* @__PURE__ */ createDecision(
  ({ outcome }) => outcome !== undefined && outcome.failed && !isAbortError(outcome.error),
  'retryIfExceptionType()',
  () => 'on any error',
  { type: 'ifExceptionType' },
)
