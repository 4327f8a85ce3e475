import { createRetryMachine } from 'holdfast'
import type { AttemptInfo, RetryEnd, RetryMachine, RetryOptions, RetryStateValue } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { quiet } from '../../support/next-turn.ts'

/** A state of the chart in which a session can rest. */
export interface Place {
  readonly title: string
  readonly value: RetryStateValue
  /** The step that does not end there. */
  readonly step: string
  /** What the session needs to come there, given the function that a step of that name calls. */
  readonly options?: (call: Call) => RetryOptions
}

type Call = (step: string, given: { readonly signal: AbortSignal }, value: unknown) => unknown

export const running: Place = {
  title: 'attempting.running',
  value: { attempting: 'running' },
  step: 'attempt',
}

export const places: readonly Place[] = [
  { title: 'attempting.before', value: { attempting: 'before' }, step: 'before' },
  running,
  { title: 'evaluating.asking', value: { evaluating: 'asking' }, step: 'retry' },
  { title: 'evaluating.after', value: { evaluating: 'after' }, step: 'after' },
  { title: 'evaluating.timing', value: { evaluating: 'timing' }, step: 'wait' },
  { title: 'evaluating.stopping', value: { evaluating: 'stopping' }, step: 'stop' },
  {
    title: 'evaluating.givingUp',
    value: { evaluating: 'givingUp' },
    step: 'giveUp',
    options: () => ({ stop: () => true }),
  },
  { title: 'sleeping.beforeSleep', value: { sleeping: 'beforeSleep' }, step: 'beforeSleep' },
  { title: 'sleeping.resting', value: { sleeping: 'resting' }, step: 'timer' },
  {
    title: 'sleeping.resting in a sleep of the user',
    value: { sleeping: 'resting' },
    step: 'sleep',
    options: (call) => ({
      sleep: (_ms, given) => Promise.resolve(call('sleep', given, undefined)),
    }),
  },
]

/** A session that comes to rest in a place, and what it holds there. */
export interface HeldSession {
  readonly machine: RetryMachine
  readonly fn: (attempt: AttemptInfo) => unknown
  readonly clock: VirtualClock
  /** The signal that the session listens to. */
  readonly signal: AbortSignal
  /** The signal that the step under way was given; undefined where it was given none. */
  readonly stepSignal: AbortSignal | undefined
  /** How often functions of the user were called. */
  readonly calls: number
  /** What observers were told of the session's end. */
  readonly ends: readonly RetryEnd[]
  /** Lets the step under way end, and time pass until nothing more can happen. */
  release(): Promise<void>
}

/** What comes to rest in the place, once it is run: a session of two attempts that gives up. */
export function holdIn({ step: held, options }: Place): HeldSession {
  const clock = createVirtualClock()
  const { signal } = new AbortController()
  const { promise, resolve } = gate()
  let stepSignal: AbortSignal | undefined
  let calls = 0
  const ends: RetryEnd[] = []

  const call: Call = (step, given, value) => {
    calls++
    if (step !== held) return value
    stepSignal = given.signal
    return promise.then(() => value)
  }
  const machine = createRetryMachine({
    before: (given) => call('before', given, undefined),
    // What may be a promise or not is, to the types, one of the two.
    retry: (given) => call('retry', given, given.outcome?.failed) as boolean,
    after: (given) => call('after', given, undefined),
    wait: (given) => call('wait', given, 1000) as number,
    stop: (given) => call('stop', given, given.attemptNumber === 2) as boolean,
    retryErrorCallback: (given) => call('giveUp', given, 'gave up'),
    beforeSleep: (given) => call('beforeSleep', given, undefined),
    timeout: '1 day',
    attemptTimeout: '1 day',
    signal,
    clock,
    observer: { onEnd: (_state, end) => ends.push(end) },
    ...options?.(call),
  })
  return {
    machine,
    fn: async (attempt) => {
      await call('attempt', attempt, undefined)
      throw new Error('down')
    },
    clock,
    signal,
    get stepSignal() {
      return stepSignal
    },
    get calls() {
      return calls
    },
    ends,
    async release() {
      resolve()
      for (let sleeps = 0; sleeps < 3; sleeps++) {
        await quiet()
        clock.advance(1000)
      }
      await quiet()
    },
  }
}

function gate() {
  let resolve = () => {}
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
