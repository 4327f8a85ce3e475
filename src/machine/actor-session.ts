import { invalidCall } from '../errors/invalid.ts'
import type { AttemptInfo } from './attempt-info.ts'
import type { RetryContext } from './context.ts'
import { notify } from './notify.ts'
import { readOptions } from './read-options.ts'
import { bindingReaders } from './session-readers.ts'
import { createControl } from './control.ts'
import { InformedSession } from './informed-session.ts'
import type { Policy } from './policy.ts'
import type { Session } from './session.ts'

/** The live things of a session that XState runs: they stay outside its context, which is plain data. */
export interface Binding {
  /** The function to retry; it is given an `AttemptInfo`. */
  readonly fn: (attempt: AttemptInfo) => unknown
  /** Ends the session at once, as the policy's own does. */
  readonly signal?: AbortSignal | undefined
  /** The session's idempotency key. @default a UUID, drawn from the policy's `random` where it has one */
  readonly id?: string | undefined
}

/** The part of an XState actor that is used here. */
export interface SessionActor {
  readonly logic?: unknown
  getSnapshot(): { readonly status: string; readonly context: RetryContext }
}

const bindings = new WeakMap<object, Binding>()
const sessions = new WeakMap<object, Session>()

/** Says which function an actor retries, or all actors of a machine. */
export function bindTo(actorOrMachine: object, binding: Binding): void {
  bindings.set(actorOrMachine, binding)
}

/** Binds an actor to its machine's input, which nobody has checked yet. */
export function bindToInput(actor: object, input: Binding): void {
  readOptions(input, bindingReaders)
  if (input.fn === undefined) throw invalidCall(UNBOUND)
  bindTo(actor, input)
}

/** Whether there is a function for the actor to retry. */
export const isBound = (actor: SessionActor): boolean => bindingOf(actor) !== undefined

const bindingOf = (actor: SessionActor): Binding | undefined =>
  bindings.get(actor) ?? bindings.get(Object(actor.logic))

/** The session of an actor, with the actor's present context. */
export function sessionOf(actor: SessionActor, policy: Policy): Session {
  const session = sessions.get(actor) ?? createSession(actor, policy)
  return Object.assign(session, actor.getSnapshot().context)
}

function createSession(actor: SessionActor, policy: Policy): Session {
  const binding = bindingOf(actor)
  if (binding === undefined) throw invalidCall(UNBOUND)
  const session = new InformedSession(policy, binding.fn, createControl(binding.signal, binding.id))
  sessions.set(actor, session)
  return session
}

/** Ends the step under way from outside: by an event, or because the actor was stopped. */
export function cutStep(actor: SessionActor): void {
  const session = sessions.get(actor)
  if (session === undefined) return
  const { status, context } = actor.getSnapshot()
  if (context.end?.failed) session.interrupt(context.end.result)
  else if (status === 'stopped') stop(session)
  else {
    session.endStep()
    session.abortSignal(new DOMException('the sleep was ended', 'AbortError'))
  }
}

/** Whoever stops an actor asks no state of the chart: nobody else would tell the observers. */
function stop(session: Session): void {
  const error = new DOMException('the session was stopped', 'AbortError')
  session.interrupt(error)
  notify(session, 'onEnd', { status: 'failed', error })
}

const UNBOUND =
  'a retry machine needs a function: createActor(bind(machine, fn)), or createActor(machine, { input: { fn } })'
