import type { RetryContext } from './context.ts'
import type { Policy } from './policy.ts'

/** Changes the draft of a context it is given, by the result of the step that just ended. */
export type Update = (context: RetryContext, result: unknown, policy: Policy) => void

/** The meaning of the chart's context actions. */
export const updates = {
  succeed(context, value, policy) {
    recordSuccess(context, value)
    context.elapsed = elapsed(context, policy)
  },

  fail(context, error, policy) {
    context.failed = true
    context.result = error
    context.elapsed = elapsed(context, policy)
  },

  plan(context, delay) {
    // The step has checked that it is a number; without the step there is no wait.
    context.upcomingSleep = (delay ?? 0) as number
    context.statistics.delaySinceFirstAttempt = context.elapsed
  },

  schedule({ statistics, upcomingSleep }) {
    statistics.attemptNumber++
    statistics.idleFor += upcomingSleep
  },

  again(context) {
    if (context.failed) context.errors = remember(context.errors, context.result)
    context.failed = undefined
    context.result = undefined
    context.attemptNumber++
  },

  substitute(context, result) {
    context.end = { failed: false, result }
  },

  break(context, result) {
    context.end = { failed: true, result }
  },
} satisfies Record<string, Update>

/** Without the time, whose reading costs as much as a third of a first-try success. */
export function recordSuccess(context: RetryContext, value: unknown): void {
  context.failed = false
  context.result = value
}

const elapsed = ({ statistics }: RetryContext, { clock }: Policy) => clock.monotonic() - statistics.startTime

/** With the last attempt's, ten errors are kept, however long the session is. */
const REMEMBERED_ERRORS = 9

function remember(errors: unknown[] | undefined, error: unknown): unknown[] {
  if (errors === undefined) return [error]
  if (errors.length === REMEMBERED_ERRORS) errors.shift()
  errors.push(error)
  return errors
}
