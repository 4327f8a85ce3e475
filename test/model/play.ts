import { createRetryMachine } from 'holdfast'
import type { RetryCallState, RetryMachine, RetryObserver } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import type { StateValue } from 'xstate'

import type { Act, End, StepName } from './act.ts'
import type { Interpreter, Run } from './interpreter.ts'

export interface PlayOptions {
  /** What happens, step by step. */
  readonly acts: readonly Act[]
  /** The steps that the policy does without. */
  readonly without: ReadonlySet<StepName>
  readonly isObserved: boolean
  /** How long a step takes in milliseconds, by its index; undefined where it answers in the same turn. */
  readonly duration: (index: number) => number | undefined
}

/** A step that was taken: in which state, where that can be seen, and what it saw. */
interface Played {
  readonly step: StepName
  readonly state: StateValue | undefined
  readonly seen: Readonly<Record<string, unknown>>
}

/** All that could be seen of a run. */
export interface Recording {
  readonly steps: readonly Played[]
  /** What the observer was told. */
  readonly told: readonly object[]
  readonly end: End
  /** The timers that are left. */
  readonly timers: number
}

/** Runs a scenario; each step looks whether it is the one that the chart says is next. */
export async function play(
  interpreter: Interpreter,
  { acts, without, isObserved, duration }: PlayOptions,
): Promise<Recording> {
  const clock = createVirtualClock()
  const controller = new AbortController()
  const steps: Played[] = []
  const told: object[] = []
  let run: Run | undefined

  const act = (step: StepName, seen: Played['seen']): unknown => {
    const index = steps.length
    const next = acts[index]
    steps.push({ step, state: run?.state(), seen })
    if (next?.step !== step) throw new Error(`${step} is not what the chart says is next`)
    const takes = duration(index)
    clock.advance(takes ?? 0)
    return perform(next, takes !== undefined)
  }

  const perform = ({ deed }: Act, isAsync: boolean): unknown => {
    if ('gives' in deed) return isAsync ? Promise.resolve(deed.gives) : deed.gives
    if ('throws' in deed) {
      if (isAsync) return Promise.reject(deed.throws)
      throw deed.throws
    }
    // From outside, once nothing else is under way.
    setImmediate(() => ('aborts' in deed ? controller.abort(deed.aborts) : run?.wake()))
    return new Promise(() => {})
  }

  const machine = createMachine(act, without, {
    clock,
    ...(isObserved && { observer: createObserver((event) => told.push({ ...event, after: steps.length })) }),
  })
  run = interpreter.begin(
    machine,
    ({ attemptNumber }) => act('attempt', { attemptNumber }),
    controller.signal,
  )
  const end = await run.start().then(
    (value): End => ({ status: 'done', value }),
    (error: unknown): End => ({ status: 'failed', error }),
  )
  return { steps, told, end, timers: clock.timers }
}

/** A machine whose policy asks `act` what to do, at every step but those that it does without. */
function createMachine(
  act: (step: StepName, seen: Played['seen']) => unknown,
  without: ReadonlySet<StepName>,
  rest: object,
): RetryMachine {
  const asks = (step: StepName) => (state: RetryCallState) => act(step, copyOf(state))
  const steps = {
    before: asks('before'),
    retry: asks('retry'),
    after: asks('after'),
    wait: asks('wait'),
    stop: asks('stop'),
    retryErrorCallback: asks('giveUp'),
    beforeSleep: asks('beforeSleep'),
    sleep: (ms: number) => act('sleep', { ms }),
  }
  const present = Object.entries(steps).filter(([step]) => !without.has(step as StepName))
  // A step gives whatever the scenario says, which is what its option takes.
  return createRetryMachine({ ...Object.fromEntries(present), ...rest })
}

function createObserver(tell: (event: object) => void): RetryObserver {
  const told = (what: string) => (state: RetryCallState, end?: unknown) =>
    tell({ what, seen: copyOf(state), end })
  return {
    onStart: told('start'),
    onAttempt: told('attempt'),
    onSettled: told('settled'),
    onSleep: told('sleep'),
    onEnd: told('end'),
  }
}

/** The call state as it is now. */
const copyOf = ({
  attemptNumber,
  outcome,
  elapsed,
  idleFor,
  upcomingSleep,
  nextAction,
  statistics,
}: RetryCallState) => ({
  attemptNumber,
  outcome: outcome && { ...outcome },
  elapsed,
  idleFor,
  upcomingSleep,
  nextAction,
  statistics: { ...statistics },
})
