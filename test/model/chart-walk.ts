import { createRetryMachine } from 'holdfast'
import type { RetryEvent, RetrySnapshot } from 'holdfast'
import { initialTransition, transition } from 'xstate'
import { getSimplePaths } from 'xstate/graph'

import { MONOTONIC_START } from '../../src/testing/create-virtual-clock.ts'
import type { Act, Deed, End, Scenario } from './act.ts'
import { offers, stepOf } from './offers.ts'

const frozen = { now: () => 0, monotonic: () => MONOTONIC_START, setTimer: () => () => {} }
const machine = createRetryMachine({ clock: frozen })

/** Every way through the chart with up to so many attempts, by every outcome of every step. */
export function everyScenario(mostAttempts: number): readonly Scenario[] {
  const paths = getSimplePaths(machine, {
    input: undefined,
    events: (snapshot) => offers(snapshot, mostAttempts).map((deed) => eventOf(snapshot, deed)),
    // Two states are the same only if what is still to come depends on nothing else.
    serializeState: ({ value, context: { attemptNumber, failed, result, end } }) =>
      JSON.stringify([value, attemptNumber, failed, String(result), end?.failed, String(end?.result)]),
    serializeEvent: (event) =>
      JSON.stringify(event, (_key, value: unknown) => (value instanceof Error ? value.message : value)),
  })
  return paths
    .filter(({ state }) => stepOf(state) === undefined)
    .map(({ steps }) =>
      scenarioOf(steps.map(({ state, event }) => ({ state, deed: (event as DeedEvent).deed }))),
    )
}

/** One way through the chart: each number chooses among what is offered; when they run out, the first offer ends it. */
export function chosenScenario(choices: readonly number[], mostAttempts: number): Scenario {
  const [start] = initialTransition(machine, undefined)
  const steps: Step[] = [{ state: start, deed: undefined }]
  for (let i = 0, state = start; ; i++) {
    const deeds = offers(state, mostAttempts)
    if (deeds.length === 0) return scenarioOf(steps)
    // Aborts and throws are offered last: out of choices, the session goes on until it may stop.
    const deed = deeds[(choices[i] ?? 0) % deeds.length] as Deed
    ;[state] = transition(machine, state, eventOf(state, deed))
    steps.push({ state, deed })
  }
}

interface Step {
  readonly state: RetrySnapshot
  /** What led to the state; undefined at the start. */
  readonly deed: Deed | undefined
}

type DeedEvent = RetryEvent & { readonly deed?: Deed }

/** The event that XState makes of what a step does. */
function eventOf(snapshot: RetrySnapshot, deed: Deed): DeedEvent {
  // Events of invoked actors, which the machine's own type of event leaves out.
  return { ...plainEventOf(snapshot, deed), deed } as unknown as DeedEvent
}

function plainEventOf(snapshot: RetrySnapshot, deed: Deed) {
  const step = stepOf(snapshot)
  if ('gives' in deed) return { type: `xstate.done.actor.${step}`, output: deed.gives }
  if ('throws' in deed) return { type: `xstate.error.actor.${step}`, error: deed.throws }
  return 'aborts' in deed ? { type: 'ABORT', reason: deed.aborts } : { type: 'WAKE' }
}

function scenarioOf(steps: readonly Step[]): Scenario {
  const acts = steps.flatMap(({ deed }, index): Act[] => {
    const before = steps[index - 1]?.state
    const step = before && stepOf(before)
    if (deed === undefined || before === undefined || step === undefined) return []
    return [{ step, deed, state: before.value, context: before.context }]
  })
  return { acts, end: endOf((steps.at(-1) as Step).state) }
}

function endOf({ value, context: { end, result } }: RetrySnapshot): End {
  const last = end === undefined ? result : end.result
  return value === 'done' ? { status: 'done', value: last } : { status: 'failed', error: last }
}
