import { invalidType } from '../errors/invalid.ts'
import { chartOf } from './chart-of.ts'
import type { RetryOptions } from './options.ts'
import { createPolicy } from './policy.ts'
import { anObjectWith, readOptions } from './read-options.ts'
import type { Reader } from './read-options.ts'
import { setupOf } from './xstate.ts'
import type { EventObject, SetupReturn, UnknownActorLogic } from './xstate.ts'

/** What a machine of one's own has besides what every retry machine has. */
export interface OwnSetup<T extends OwnTypes, A extends Record<string, UnknownActorLogic>> {
  /** Types alone, in XState's way: `{ events: {} as MyEvent }`. */
  readonly types?: T
  /** The logic of actors that states of one's own invoke, by name; the name of a step replaces the step. */
  readonly actors?: A
}

/** Types of context fields, events and tags. */
export interface OwnTypes {
  readonly context?: object
  readonly events?: EventObject
  readonly tags?: string
}

/** The chart of a policy's retry sessions: plain data, but for its `context` and `output`. */
export type RetryChart = ReturnType<typeof chartOf>

/** XState's own setup object, and the chart that its names belong to. */
export type RetrySetup<T extends OwnTypes, A extends Record<string, UnknownActorLogic>> = Extended<
  ReturnType<typeof setupOf>,
  T,
  A
> & {
  /** To be spread into `createMachine`. */
  readonly chart: RetryChart
}

/**
 * Begins a statechart of one's own on that of a policy's retry sessions: states, guards, actions, actors, events.
 *
 * What it gives is what XState's `setup` gives, with the chart's names known, so `extend` and `createMachine` are
 * XState's. The machine is a retry machine as any: for `runWithRetry`, `startRetry`, `bind`, `input`, `provide`.
 *
 * @param options - see `RetryOptions`
 * @param own - what XState's `extend` has no place for: actors, and the types of context fields, events and tags
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { bind, retrySetup, stopAfterAttempt } from 'holdfast'
 * import { createActor, toPromise } from 'xstate'
 *
 * const { chart, extend } = retrySetup({ stop: stopAfterAttempt(5) })
 * const machine = extend({ guards: { isLate: ({ context }) => context.elapsed > 60_000 } }).createMachine({
 *   ...chart,
 *   states: { ...chart.states, sleeping: { ...chart.states.sleeping, always: { guard: 'isLate', target: '#failed' } } },
 * })
 * await toPromise(createActor(bind(machine, async () => 'ok')).start()) // => 'ok'
 */
export function retrySetup<T extends OwnTypes = {}, A extends Record<string, UnknownActorLogic> = {}>(
  options: RetryOptions = {},
  own: OwnSetup<T, A> = {},
): RetrySetup<T, A> {
  const policy = createPolicy(options)
  const { actors } = readOptions(own, ownReaders)
  // The types are the caller's word; XState's own are as little proved.
  return { ...setupOf(policy, Object(actors)), chart: chartOf(policy) } as unknown as RetrySetup<T, A>
}

const aLogic = anObjectWith('transition', 'getInitialSnapshot')

const ownReaders: Readonly<Record<keyof OwnSetup<OwnTypes, {}>, Reader>> = {
  types: (_option, value) => value,
  actors(option, value) {
    if (typeof value !== 'object' || value === null) throw invalidType(option, 'an object', value)
    for (const [name, logic] of Object.entries(value)) aLogic(`${option}.${name}`, logic)
    return value
  },
}

/** XState's `extend` widens actions, guards and delays; this the rest. */
type Extended<Setup, T extends OwnTypes, A extends Record<string, UnknownActorLogic>> =
  Setup extends SetupReturn<
    infer Context,
    infer Event,
    infer Actors,
    infer Children,
    infer Actions,
    infer Guards,
    infer Delay,
    infer Tag,
    infer Input,
    infer Output,
    infer Emitted,
    infer Meta,
    infer TransitionMeta
  >
    ? SetupReturn<
        Context & (T extends { readonly context: infer Own } ? Own : {}),
        Event | (T extends { readonly events: infer Own extends EventObject } ? Own : never),
        Omit<Actors, keyof A> & A,
        Children,
        Actions,
        Guards,
        Delay,
        Tag | (T extends { readonly tags: infer Own extends string } ? Own : never),
        Input,
        Output,
        Emitted,
        Meta,
        TransitionMeta
      >
    : never
