import { assign, createActor, fromCallback, setup, stopChild } from 'xstate'
import type {
  ActorRefFrom,
  AnyActorRef,
  InspectionEvent,
  Observer,
  PromiseActorLogic,
  Snapshot,
  SnapshotFrom,
  Subscription,
} from 'xstate'
import { labelOf } from '../strategies/common/label.ts'
import { retryNever } from '../strategies/retry-never.ts'
import { stopNever } from '../strategies/stop-never.ts'
import { bindToInput, cutStep, isBound, sessionOf } from './actor-session.ts'
import type { Binding } from './actor-session.ts'
import { retryChart } from './chart.ts'
import { copyOf, createContext, endOf } from './context.ts'
import type { RetryContext } from './context.ts'
import * as guards from './guards.ts'
import type { Guard } from './guards.ts'
import { notify } from './notify.ts'
import type { Policy } from './policy.ts'
import { quietObserver } from './quiet-observer.ts'
import * as steps from './steps.ts'
import type { Step } from './steps.ts'
import * as updates from './updates.ts'
import type { Update } from './updates.ts'
import { watch } from './watch.ts'

/** What a session can be told from outside; in a state where it means nothing, an event changes nothing. */
export type RetryEvent =
  /** Ends the session at once, with the reason as its error. */
  | { readonly type: 'ABORT'; readonly reason?: unknown }
  /** Ends the sleep. */
  | { readonly type: 'WAKE' }

/** The statechart of a retry session as an ordinary XState 5 machine. */
export type RetryMachine = ReturnType<typeof createXStateMachine>
export type RetryActor = ActorRefFrom<RetryMachine>
export type RetrySnapshot = SnapshotFrom<RetryMachine>
export type SnapshotListener = ((snapshot: RetrySnapshot) => void) | Partial<Observer<RetrySnapshot>>
export type Inspect = ((event: InspectionEvent) => void) | Partial<Observer<InspectionEvent>>
export type { Subscription }

const { finish, ...invoked } = steps

/** Makes a machine of the chart: its steps become promise actors, its updates `assign` actions. */
export function createXStateMachine(policy: Policy) {
  const step = (run: Step) => stepLogic(run, policy)

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
      input: {} as Binding | undefined,
    },
    actors: {
      ...mapValues(invoked, step),
      watch: fromCallback(({ self, sendBack }) => {
        const actor = parentOf(self)
        // The first step says so, as the session's error; here it would be thrown at whoever starts the actor.
        if (!isBound(actor)) return () => {}
        const session = sessionOf(actor, policy)
        notify(session, 'onStart')
        return watch(session, (reason) => {
          session.interrupt(reason)
          sendBack({ type: 'ABORT', reason })
        })
      }),
    },
    actions: {
      ...mapValues(updates, update),
      // The actor's snapshot is still the one before this transition.
      finish: ({ context, self }) => void finish(Object.assign(sessionOf(self, policy), context)),
      unwatch: stopChild('watch'),
    },
    guards: mapValues(guards, guard),
  }).createMachine({
    ...retryChart({
      retry: labelOf(policy.enabled ? policy.retry : retryNever),
      stop: labelOf(policy.stop ?? stopNever),
    }),
    id: policy.id,
    version: policy.version,
    context: ({ input, self }) => {
      if (input !== undefined) bindToInput(self, input)
      return createContext(policy)
    },
    output: ({ context }: { context: RetryContext }) => endOf(context).result,
  })
}

/** Makes an actor of a machine, not yet started. */
export const createRetryActor = (machine: RetryMachine, inspect: Inspect | undefined): RetryActor =>
  createActor(machine, inspect === undefined ? {} : { inspect: quietObserver(inspect) })

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
  try {
    return await run(session)
  } finally {
    // A step that was cut and settles late must not free what its successor holds.
    if (isActive(self)) session.endStep()
  }
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
