import type { SessionNames } from '../machine/session-names.ts'
import type { AnyActorRef, AnyMachineSnapshot, AnyStateMachine, EventObject } from '../machine/xstate.ts'
import type { Clock } from '../time.ts'
import { actorId } from './actor-id.ts'
import type { GuardVerdict } from './guards/guard.ts'
import { createDefinitions } from './definitions.ts'
import type { StepMessage, TakenTransition, ToldMessage } from './message.ts'
import { createToPlain } from './plain/to-plain.ts'
import type { Sanitize } from './plain/to-plain.ts'

/** Says what happens in sessions, in messages: plain, sanitised, numbered. */
export interface Teller {
  /** Milliseconds, monotonic. */
  now(): number
  session(sessionId: string, actor: AnyActorRef, machine: AnyStateMachine, names: SessionNames): void
  event(sessionId: string, event: EventObject): void
  guard(sessionId: string, verdict: GuardVerdict): void
  /** @param began - when, by `now` */
  step(sessionId: string, step: string, began: number, outcome: StepMessage['outcome']): void
  /** A context as states tell it. */
  context(context: unknown): unknown
  state(
    sessionId: string,
    snapshot: AnyMachineSnapshot,
    eventType: string,
    context: unknown,
    taken: readonly TakenTransition[],
  ): void
  end(sessionId: string, snapshot: EndedSnapshot): void
}

/** As every snapshot, but of a session that is over. */
export type EndedSnapshot = AnyMachineSnapshot & { readonly status: 'done' | 'error' | 'stopped' }

export interface TellerOptions {
  readonly clock: Clock
  readonly sanitize: Sanitize
  /** Whether a definition was told, and need not be again. */
  readonly isKnown: (definitionId: string) => boolean
  readonly tell: (message: ToldMessage) => void
  /** Told which actor a session is, after it was told of the session. */
  readonly onSession: (sessionId: string, actor: AnyActorRef) => void
  /** Who sent an event from outside, where that was said. */
  readonly senders: Pick<WeakMap<EventObject, string>, 'get'>
}

export function createTeller({ clock, sanitize, isKnown, tell, onSession, senders }: TellerOptions): Teller {
  const plain = createToPlain(sanitize)
  // It is held as long as its session is.
  const plainInput = createToPlain(sanitize, { values: 500, characters: 10_000 })
  const definitionFor = createDefinitions(plain)
  let seq = 0

  const stamp = () => ({ seq: ++seq, at: clock.now() })

  return {
    now: () => clock.monotonic(),

    session(sessionId, actor, machine, { name, id, input }) {
      const { _parent: parent } = actor
      const { definitionId, definition } = definitionFor(machine)
      if (!isKnown(definitionId)) tell({ type: 'definition', ...stamp(), definitionId, definition })
      tell({
        type: 'session',
        ...stamp(),
        sessionId,
        definitionId,
        name: String(plain(name, 'name')),
        ...(id !== undefined && { key: String(plain(id, 'key')) }),
        ...(parent !== undefined && { parentId: actorId(parent), parentName: nameOf(parent) }),
        ...(input !== undefined && { input: plainInput(input, 'input') }),
      })
      onSession(sessionId, actor)
    },

    event(sessionId, event) {
      const by = senders.get(event)
      tell({
        type: 'event',
        ...stamp(),
        sessionId,
        event: { ...Object(plain(event, 'event')), type: event.type },
        ...(by !== undefined && { by }),
      })
    },

    guard(sessionId, { guard: { type, params }, verdict, state }) {
      tell({
        type: 'guard',
        ...stamp(),
        sessionId,
        guard: params === undefined ? { type } : { type, params: plain(params, 'params') },
        verdict,
        state,
      })
    },

    step(sessionId, step, began, outcome) {
      tell({ type: 'step', ...stamp(), sessionId, step, took: clock.monotonic() - began, outcome })
    },

    // The whole of an error was told with the event that brought it.
    context: (context) => plain(context, 'context', true),

    state(sessionId, { value, status }, eventType, context, taken) {
      tell({
        type: 'state',
        ...stamp(),
        sessionId,
        value,
        status,
        context,
        eventType,
        ...(taken.length > 0 && { taken }),
      })
    },

    end(sessionId, { status, output, error }) {
      tell({
        type: 'end',
        ...stamp(),
        sessionId,
        status: status === 'error' ? 'failed' : status,
        ...(status === 'done' && { output: plain(output, 'output') }),
        ...(status === 'error' && { error: plain(error, 'error') }),
      })
    },
  }
}

/** A machine's id: nothing else can invoke or spawn. */
const nameOf = (actor: AnyActorRef): string =>
  (actor as unknown as { readonly logic: { readonly id: string } }).logic.id
