import type { RetryContext } from './context.ts'
import type { Policy } from './policy.ts'

/** Changes the draft of a context it is given, by the result of the step that just ended. */
export type Update = (context: RetryContext, result: unknown, policy: Policy) => void

export const succeed: Update = (context, value, policy) => {
  context.failed = false
  context.result = value
  context.elapsed = elapsed(context, policy)
}

export const fail: Update = (context, error, policy) => {
  context.failed = true
  context.result = error
  context.elapsed = elapsed(context, policy)
}

export const plan: Update = (context, delay) => {
  // The step has checked that it is a number; without the step there is no wait.
  context.upcomingSleep = (delay ?? 0) as number
  context.statistics.delaySinceFirstAttempt = context.elapsed
}

export const schedule: Update = ({ statistics, upcomingSleep }) => {
  statistics.attemptNumber++
  statistics.idleFor += upcomingSleep
}

export const again: Update = (context) => {
  if (context.failed) context.errors = remember(context.errors, context.result)
  context.failed = undefined
  context.result = undefined
  context.attemptNumber++
}

export const substitute: Update = (context, result) => {
  context.end = { failed: false, result }
}

const breakOff: Update = (context, result) => {
  context.end = { failed: true, result }
}

export { breakOff as break }

const elapsed = ({ statistics }: RetryContext, { clock }: Policy) => clock.monotonic() - statistics.startTime

/** With the last attempt's, ten errors are kept, however long the session is. */
const REMEMBERED_ERRORS = 9

function remember(errors: unknown[] | undefined, error: unknown): unknown[] {
  if (errors === undefined) return [error]
  // Also when a snapshot has brought more.
  if (errors.length >= REMEMBERED_ERRORS) errors.splice(0, errors.length - REMEMBERED_ERRORS + 1)
  errors.push(error)
  return errors
}
