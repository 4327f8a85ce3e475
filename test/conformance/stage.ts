import type { Outcome, RetryCallState, RetryStatistics } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { createErrorRegister } from './error-register.ts'
import type { ErrorRegister } from './error-register.ts'
import type { Scenario } from './scenario.ts'
import type { Statistics, TraceEvent } from './trace.ts'
import { MONOTONIC_START } from '../../src/testing/create-virtual-clock.ts'

/** The world of one run: its time, its chance, its errors, and all that happened. */
export interface Stage {
  readonly scenario: Scenario
  readonly clock: VirtualClock
  readonly errors: ErrorRegister
  readonly events: readonly TraceEvent[]
  readonly log: (ev: string, fields: Readonly<Record<string, unknown>>) => void
  /** Logs what a hook sees. */
  readonly logState: (ev: string, state: RetryCallState) => void
  /** An outcome as traces write it. */
  readonly outcome: (outcome: Outcome) => Readonly<Record<string, unknown>>
  /** Statistics as traces write them. */
  readonly statistics: (statistics: RetryStatistics) => Statistics | Record<string, never>
  readonly random: () => number
  readonly randomsUsed: () => number
}

export function createStage(scenario: Scenario): Stage {
  const clock = createVirtualClock()
  const errors = createErrorRegister()
  const events: TraceEvent[] = []
  const { randoms = [] } = scenario
  let draws = 0

  const log: Stage['log'] = (ev, fields) => {
    events.push({ ev, ...fields })
  }

  const outcome: Stage['outcome'] = (settled) => {
    if (!settled.failed) return { failed: false, value: settled.value ?? null }
    const { type, message } = errors.recognise(settled.error)
    return { failed: true, type, message }
  }

  const statistics = ({ attemptNumber, idleFor, delaySinceFirstAttempt, startTime }: RetryStatistics) => ({
    attemptNumber,
    idleForMs: idleFor,
    delaySinceFirstAttemptMs: delaySinceFirstAttempt,
    startTimeMs: startTime - MONOTONIC_START,
  })

  return {
    scenario,
    clock,
    errors,
    events,
    log,
    outcome,

    logState: (ev, state) =>
      log(ev, {
        attempt: state.attemptNumber,
        t: clock.elapsed,
        outcome: state.outcome === undefined ? null : outcome(state.outcome),
        elapsedMs: state.outcome === undefined ? null : state.elapsed,
        idleForMs: state.idleFor,
        upcomingSleepMs: state.upcomingSleep,
        nextActionSleepMs: state.nextAction?.sleep ?? null,
        stats: statistics(state.statistics),
      }),

    statistics: (of) => (of.attemptNumber === 0 ? {} : statistics(of)),

    random() {
      const value = randoms[draws++ % randoms.length]
      if (value === undefined) throw new Error('the scenario has no randoms to draw')
      return value
    },

    randomsUsed: () => draws,
  }
}
