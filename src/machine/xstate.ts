import { assign, createActor, fromCallback, fromPromise, setup, stopChild } from 'xstate'
import type { ActorRefFrom, AnyActorRef, InspectionEvent, Observer, SnapshotFrom, Subscription } from 'xstate'
import { labelOf } from '../strategies/common/label.ts'
import { bindTo, cutStep, isBound, sessionOf } from './actor-session.ts'
import type { Binding } from './actor-session.ts'
import { retryChart } from './chart.ts'
import { copyOf, createContext, endOf } from './context.ts'
import type { RetryContext } from './context.ts'
import { guards } from './guards.ts'
import type { Guard } from './guards.ts'
import { notify } from './notify.ts'
import type { Policy } from './policy.ts'
import { quietObserver } from './quiet-observer.ts'
import { steps } from './steps.ts'
import type { Step } from './steps.ts'
import { updates } from './updates.ts'
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
  const step = (run: Step) =>
    fromPromise<unknown, void>(async ({ self, signal }) => {
      const actor = parentOf(self)
      const session = sessionOf(actor, policy)
      signal.addEventListener('abort', () => cutStep(session, actor))
      try {
        // Aborted before it began: the ABORT is under way.
        if (session.control?.interruption !== undefined && run !== steps.fail)
          throw session.control.interruption.reason
        return await run(session)
      } finally {
        // A step that was cut and settles late must not free what its successor holds.
        if (!signal.aborted) session.endStep()
      }
    })

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
        if (session.control?.isObserved) notify(policy, (observer) => observer.onStart?.(session))
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
    ...retryChart({ retry: labelOf(policy.retry), stop: labelOf(policy.stop) }),
    id: policy.id,
    version: policy.version,
    context: ({ input, self }) => {
      if (input !== undefined) bindTo(self, input)
      return createContext(policy)
    },
    output: ({ context }: { context: RetryContext }) => endOf(context).result,
  })
}

/** Makes an actor of a machine, not yet started. */
export const createRetryActor = (machine: RetryMachine, inspect: Inspect | undefined): RetryActor =>
  createActor(machine, inspect === undefined ? {} : { inspect: quietObserver(inspect) })

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
