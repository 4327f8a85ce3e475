import { assign, createActor, createMachine, fromCallback, matchesState, setup, stopChild } from 'xstate'
import type {
  ActorRefFrom,
  AnyActorRef,
  AnyMachineSnapshot,
  AnyStateMachine,
  AnyStateNode,
  EventObject,
  InspectionEvent,
  Observer,
  PromiseActorLogic,
  SetupReturn,
  Snapshot,
  SnapshotFrom,
  StateMachine,
  StateValue,
  Subscription,
  UnknownActorLogic,
} from 'xstate'
import { cutStep, isBound, namesOf, sessionIn, sessionOf } from './actor-session.ts'
import type { Binding } from './actor-session.ts'
import { chartOf } from './chart-of.ts'
import type { Checkpoint } from './control.ts'
import { copyOf } from './context.ts'
import type { RetryContext } from './context.ts'
import * as guards from './guards.ts'
import type { Guard } from './guards.ts'
import { notify } from './notify.ts'
import { planSleep, sleepToInstant } from './sleep-to-instant.ts'
import type { Policy } from './policy.ts'
import { quietObserver } from './quiet-observer.ts'
import { nameSessions } from './session-names.ts'
import { showToInspectors } from './show-to-inspectors.ts'
import * as steps from './steps.ts'
import type { Step } from './steps.ts'
import { tidyOnThrow } from './tidy-on-throw.ts'
import * as updates from './updates.ts'
import type { Update } from './updates.ts'
import { watch } from './watch.ts'

/** What a session can be told from outside; in a state where it means nothing, an event changes nothing. */
export type RetryEvent =
  /** Ends the session at once, with the reason as its error. */
  | { readonly type: 'ABORT'; readonly reason?: unknown }
  /** Ends the sleep. */
  | { readonly type: 'WAKE' }

/** What `snapshot.hasTag` can be asked. */
export type RetryTag =
  /** The function may be running. */
  | 'running'
  /** The session sleeps; `WAKE` ends it. */
  | 'waiting'
  /** The session has ended, or is about to tell so. */
  | 'over'

/** The statechart of a retry session as an ordinary XState 5 machine. */
export type RetryMachine = ReturnType<typeof createXStateMachine>
/** Also one to which `retrySetup` added states, events, actors, actions or guards. */
export type AnyRetryMachine = AnyStateMachine & {
  resolveState(config: never): { readonly context: RetryContext }
}
export type RetryActor = ActorRefFrom<RetryMachine>
export type AnyRetryActor = ActorRefFrom<AnyRetryMachine>
export type RetrySnapshot = SnapshotFrom<RetryMachine>
/** What a snapshot's `value` can be: the state that the session is in. */
export type RetryStateValue = RetrySnapshot['value']
/** What XState takes as `snapshot`, to go on from it. */
export type PersistedRetrySnapshot = ReturnType<RetryActor['getPersistedSnapshot']>
export type SnapshotListener = ((snapshot: RetrySnapshot) => void) | Partial<Observer<RetrySnapshot>>
export type Inspect = ((event: InspectionEvent) => void) | Partial<Observer<InspectionEvent>>
export type { AnyActorRef, AnyMachineSnapshot, AnyStateMachine, AnyStateNode, InspectionEvent }
export type { EventObject, SetupReturn, Snapshot, StateMachine, Subscription, UnknownActorLogic }

const { finish, ...others } = steps
const invoked = { ...others, sleep: sleepToInstant }

/**
 * A machine of another program, by its config as JSON: to be described, and not to be run.
 *
 * @throws XState's own error where it is none
 */
export const machineOfConfig = (config: object): AnyStateMachine => createMachine(config)

/** Makes a machine of the chart. */
export const createXStateMachine = (policy: Policy) => setupOf(policy).createMachine(chartOf(policy))

/**
 * Gives the chart's names their meaning under a policy: steps become promise actors, updates `assign` actions.
 *
 * @param actors - further ones, by name
 */
export function setupOf(policy: Policy, actors: object = {}) {
  const step = (run: Step) => ofPolicy(stepLogic(run, policy), policy)

  const update = (apply: Update) =>
    assign<RetryContext, RetryEvent, undefined, RetryEvent, never>(({ context, event }) => {
      const draft = copyOf(context)
      apply(draft, resultOf(event), policy)
      return draft
    })

  const guard =
    (holds: Guard) =>
    ({ context, event }: { context: RetryContext; event: object }, _params: { readonly by?: string }) =>
      holds(context, resultOf(event))

  return setup({
    types: {
      context: {} as RetryContext,
      events: {} as RetryEvent,
      // Each actor goes by the name of its logic.
      children: {} as { [Name in keyof typeof invoked | 'watch']: Name },
      input: {} as Binding | undefined,
      tags: {} as RetryTag,
    },
    actors: {
      ...mapValues(invoked, step),
      watch: watchLogic(policy),
      ...actors,
    },
    actions: {
      ...mapValues(updates, update),
      // The actor's snapshot is still the one before this transition.
      finish: ({ context, self }) => void finish(Object.assign(sessionOf(self, policy), context)),
      unwatch: stopChild('watch'),
    },
    guards: mapValues(guards, guard),
  })
}

/**
 * The policy behind a retry machine, whatever `provide` or `extend` have made of it; undefined for any other value.
 *
 * Its steps know: they stay when states and guards are added.
 */
export function policyBehind(machine: unknown): Policy | undefined {
  const { implementations } = Object(machine) as Partial<RetryMachine>
  return Object.values(implementations?.actors ?? {})
    .map((logic) => policies.get(Object(logic)))
    .find((policy) => policy !== undefined)
}

/** Of the chart's actors, by their logic. */
const policies = new WeakMap<object, Policy>()

function ofPolicy<Logic extends object>(logic: Logic, policy: Policy): Logic {
  policies.set(logic, policy)
  return logic
}

/** Whose an actor is: a step of the chart, which remembers nothing and may begin again, or one that a user has added. */
export type Owner = 'chart' | 'user'

/** Whose the actors of a name are; undefined where a machine has none. */
export function ownerOf({ implementations }: RetryMachine, src: string): Owner | undefined {
  const actors: Readonly<Record<string, unknown>> = implementations.actors
  if (!Object.hasOwn(actors, src)) return undefined
  return policies.has(Object(actors[src])) ? 'chart' : 'user'
}

/** What a machine is in one of its states. */
export interface StateFacts {
  readonly value: unknown
  /** It has ended there. */
  readonly isFinal: boolean
  readonly invoked: readonly { readonly id: string; readonly src: unknown }[]
}

/** What a machine is in a state; undefined for one that it does not have, or that leaves open where it is within. */
export function stateOf(machine: RetryMachine, value: unknown): StateFacts | undefined {
  try {
    // What is no state's value, XState throws at.
    const given = value as StateValue
    const { status, _nodes, ...state } = machine.resolveState({ value: given, context: {} as RetryContext })
    const isWhole = matchesState(given, state.value) && matchesState(state.value, given)
    if (!isWhole || _nodes.some((node) => node.type === 'compound' && !hasOneChild(node, _nodes)))
      return undefined
    return { value, isFinal: status === 'done', invoked: _nodes.flatMap(({ invoke }) => invoke) }
  } catch {
    return undefined
  }
}

const hasOneChild = (node: AnyStateNode, nodes: readonly AnyStateNode[]): boolean =>
  nodes.filter(({ parent }) => parent === node).length === 1

/** What XState persists of a session. */
export interface Persisted {
  readonly value: StateValue
  readonly context: Readonly<Record<string, unknown>>
  readonly children: Readonly<Record<string, PersistedChild>>
  readonly historyValue: object
}

export interface PersistedChild {
  readonly src: string
  readonly snapshot: unknown
  readonly systemId: string | undefined
  readonly syncSnapshot: boolean | undefined
}

/**
 * Asks XState for what it persists of a session.
 *
 * @param context - instead of its own, of which XState walks the whole: a value that contains itself would have no end
 */
export const persist = (actor: RetryActor, context: object): Persisted => {
  const snapshot = actor.getSnapshot()
  // XState types what it persists as little as it can, and takes any context.
  const bare = { ...snapshot, context: context as RetryContext }
  return snapshot.machine.getPersistedSnapshot(bare) as unknown as Persisted
}

/** Makes an actor of a machine, not yet started. */
export const createRetryActor = (
  machine: RetryMachine,
  {
    inspect,
    snapshot,
  }: { inspect?: Inspect | undefined; snapshot?: PersistedRetrySnapshot | undefined } = {},
): RetryActor =>
  createActor(machine, {
    ...(inspect !== undefined && { inspect: quietObserver(inspect) }),
    ...(snapshot !== undefined && { snapshot }),
  })

/** The chart's root actor, which also tells a watcher by what names to call a session. */
function watchLogic(policy: Policy) {
  const logic = fromCallback(({ self, sendBack }) => {
    const actor = parentOf(self)
    // The chart's own context has done so; one that was restored, or is a user's, has not.
    showToInspectors(self)
    // The first step says so, as the session's error; here it would be thrown at whoever starts the actor.
    if (!isBound(actor)) return () => {}
    const session = sessionOf(actor, policy)
    tidyOnThrow(actor.getSnapshot().machine, sessionIn)
    notify(session, 'onStart')
    return watch(session, (reason) => {
      session.interrupt(reason)
      // A session that was begun elsewhere sends it itself.
      if (session.control?.reject === undefined) sendBack({ type: 'ABORT', reason })
    })
  })
  return nameSessions(ofPolicy(logic, policy), (actor) => namesOf(actor, policy))
}

/**
 * A step as an actor, in the protocol of XState's own promise actors, but without the AbortController that each of those
 * makes: that would cost as much as all the rest of a step.
 */
const stepLogic = (run: Step, policy: Policy): PromiseActorLogic<unknown, void> => ({
  getInitialSnapshot: (_scope, input) => ({ status: 'active', output: undefined, error: undefined, input }),
  getPersistedSnapshot: (snapshot) => snapshot,
  // What was persisted is what `getPersistedSnapshot` gave.
  restoreSnapshot: (snapshot) => snapshot as SnapshotFrom<PromiseActorLogic<unknown, void>>,

  start({ status }, { self }) {
    if (status !== 'active') return
    const settle = (type: string) => (data: unknown) => {
      if (isActive(self)) self.send({ type, data })
    }
    runStep(run, self, policy).then(settle(RESOLVED), settle(REJECTED))
  },

  transition(snapshot, event, { self }) {
    if (snapshot.status !== 'active') return snapshot
    switch (event.type) {
      case RESOLVED:
        return { ...snapshot, status: 'done', output: event['data'], input: undefined }
      case REJECTED:
        return { ...snapshot, status: 'error', error: event['data'], input: undefined }
      case 'xstate.stop':
        cutStep(parentOf(self))
        return { ...snapshot, status: 'stopped', input: undefined }
      default:
        return snapshot
    }
  },
})

const RESOLVED = 'xstate.promise.resolve'
const REJECTED = 'xstate.promise.reject'

/** Async, so that what a step throws comes in a later microtask: inside `start` nobody could be subscribed yet. */
async function runStep(run: Step, self: AnyActorRef, policy: Policy): Promise<unknown> {
  const session = sessionOf(parentOf(self), policy)
  const interruption = session.control?.interruption
  // Aborted before it began: the ABORT is under way.
  if (interruption !== undefined && run !== steps.fail) throw interruption.reason
  if (run === sleepToInstant) planSleep(session)
  const checkpoint = run === steps.attempt || run === sleepToInstant ? session.control?.checkpoint : undefined
  try {
    if (checkpoint !== undefined && !(await hasLasted(self, checkpoint, run))) return undefined
    return await run(session)
  } finally {
    // A step that was cut and settles late must not free what its successor holds.
    if (isActive(self)) session.endStep()
  }
}

/** Whether the state in which a step begins was made to last, and the session is still in it. */
async function hasLasted(self: AnyActorRef, checkpoint: Checkpoint, run: Step): Promise<boolean> {
  await checkpoint(run === steps.attempt ? 'attempt' : 'sleep')
  return isActive(self)
}

// Of a step's actor, whose snapshot has a status as all have.
const isActive = (self: AnyActorRef): boolean => (self.getSnapshot() as Snapshot<unknown>).status === 'active'

/** XState keeps an actor's parent, but not in its public types. */
const parentOf = (actor: AnyActorRef): RetryActor => (actor as unknown as { _parent: RetryActor })._parent

/** What the step gave or threw, or why the session is to end. */
function resultOf(
  event: object & { readonly output?: unknown; readonly error?: unknown; readonly reason?: unknown },
): unknown {
  if ('output' in event) return event.output
  if ('error' in event) return event.error
  return event.reason === undefined
    ? new DOMException('This operation was aborted', 'AbortError')
    : event.reason
}

function mapValues<K extends string, A, B>(
  record: Readonly<Record<K, A>>,
  map: (value: A) => B,
): Record<K, B> {
  // Object.entries forgets the keys' type.
  return Object.fromEntries(Object.entries<A>(record).map(([key, value]) => [key, map(value)])) as Record<
    K,
    B
  >
}
