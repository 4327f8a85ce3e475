import type { RetryContext } from 'holdfast'

import type { Act } from './act.ts'

/** What a step must see, by the chart's own context; times are compared between the interpreters. */
export function expectedStep({ step, state, context }: Act) {
  const { attemptNumber, failed, result, upcomingSleep, statistics } = context
  if (step === 'attempt') return { step, state, seen: { attemptNumber } }
  if (step === 'sleep') return { step, state, seen: { ms: upcomingSleep } }
  const seen = {
    attemptNumber,
    upcomingSleep,
    idleFor: statistics.idleFor,
    outcome: failed === undefined ? undefined : outcomeOf(context, result),
    nextAction: step === 'beforeSleep' ? { sleep: upcomingSleep } : undefined,
  }
  return { step, state, seen }
}

const outcomeOf = ({ failed, attemptNumber }: RetryContext, result: unknown) =>
  failed ? { failed, error: result, attemptNumber } : { failed, value: result, attemptNumber }
