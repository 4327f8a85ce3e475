import { stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryOptions, RetryStatistics } from 'holdfast'

import type { Scenario } from './scenario.ts'

/** What runs a scenario: one of Holdfast's interpreters, or the reference loop. */
export interface Interpreter {
  readonly title: string
  start(run: Run): Running
}

export interface Run {
  readonly scenario: Scenario
  /** Only what the scenario gives: with `via: 'retryWith'` the rest comes from `retryWithBase`. */
  readonly policy: RetryOptions
  readonly script: () => unknown
}

export interface Running {
  readonly result: Promise<unknown>
  readonly statistics: () => RetryStatistics
}

/** The policy that `via: 'retryWith'` starts from. */
export const retryWithBase: RetryOptions = { stop: stopAfterAttempt(2), wait: waitFixed(1000) }

/** For an interpreter with one form only: the policy and the function that the scenario's form amounts to. */
export function plainly({ scenario, policy, script }: Run): Pick<Run, 'policy' | 'script'> {
  switch (scenario.via) {
    case 'retryWith':
      return { policy: { ...retryWithBase, ...policy }, script }
    case 'iter':
      return {
        policy: { name: '<unknown>', ...policy },
        script: scenario.setResult ? script : withoutResult(script),
      }
    default:
      return { policy, script }
  }
}

/** Tenacity's loop gives the predicates no result, unless one is set. */
const withoutResult = (script: () => unknown) => async () => {
  await script()
}
