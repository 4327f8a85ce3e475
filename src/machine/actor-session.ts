import { invalidCall } from '../errors/invalid.ts'
import { SnapshotError } from '../errors/snapshot-error.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { checkFunctionOfOneResult } from './check-function.ts'
import type { Resumption, RetryContext } from './context.ts'
import { notify } from './notify.ts'
import { readOptions } from './read-options.ts'
import { bindingReaders } from './session-readers.ts'
import { createControl } from './control.ts'
import type { Checkpoint } from './control.ts'
import { InformedSession } from './informed-session.ts'
import type { Policy } from './policy.ts'
import type { Session } from './session.ts'
import type { SessionNames } from './session-names.ts'
import { isOf, mismatch, otherKey } from './snapshot/mismatch.ts'
import { startOf } from './snapshot/resumption.ts'
import { wallTimer } from './wall-timer.ts'

/** The live things of a session that XState runs: they stay outside its context, which is plain data. */
export interface Binding {
  /** The function to retry; it is given an `AttemptInfo`. */
  readonly fn: (attempt: AttemptInfo) => unknown
  /** Ends the session at once, as the policy's own does. */
  readonly signal?: AbortSignal | undefined
  /** The session's idempotency key. @default a UUID, drawn from the policy's `random` where it has one */
  readonly id?: string | undefined
}

/** The binding of a session that outlives its process. */
export interface LastingBinding extends Binding {
  readonly checkpoint?: Checkpoint | undefined
  /** Where it goes on, when it has begun earlier and there is no snapshot that says so. */
  readonly resumed?: Resumption | undefined
}

/** The part of an XState actor that is used here. */
export interface SessionActor {
  readonly logic?: unknown
  getSnapshot(): { readonly status: string; readonly context: RetryContext }
}

const bindings = new WeakMap<object, LastingBinding>()
const sessions = new WeakMap<object, Session>()

/** Says which function an actor retries, or all actors of a machine. */
export function bindTo(actorOrMachine: object, binding: LastingBinding): void {
  bindings.set(actorOrMachine, binding)
}

/** Binds an actor to its machine's input, which nobody has checked yet. */
export function bindToInput(actor: object, input: Binding): void {
  readOptions(input, bindingReaders)
  if (input.fn === undefined) throw invalidCall(UNBOUND)
  checkFunctionOfOneResult(input.fn)
  bindTo(actor, input)
}

/** Makes a session that was begun elsewhere the actor's. */
export function adopt(actor: SessionActor, session: Session): void {
  sessions.set(actor, session)
}

/** What a watcher can call an actor's session: its name, and the id that it was given; and the arguments of its call. */
export function namesOf(actor: SessionActor, policy: Policy): SessionNames {
  const session = sessions.get(actor)
  const binding = bindingOf(actor)
  const resumed = binding?.resumed ?? actor.getSnapshot().context.resumed
  return {
    name: session?.name ?? policy.name ?? (binding?.fn.name || '<unknown>'),
    id: session?.control?.key ?? binding?.id ?? resumed?.idempotencyKey,
    input: session?.args.length ? session.args : undefined,
  }
}

/** Whether there is a function for the actor to retry. */
export const isBound = (actor: SessionActor): boolean => sessions.has(actor) || bindingOf(actor) !== undefined

const bindingOf = (actor: SessionActor): LastingBinding | undefined =>
  bindings.get(actor) ?? bindings.get(Object(actor.logic))

/** The session of an actor, where it has begun. */
export const sessionIn = (actor: object): Session | undefined => sessions.get(actor)

/** The session of an actor, with the actor's present context. */
export function sessionOf(actor: SessionActor, policy: Policy): Session {
  const session = sessions.get(actor) ?? createSession(actor, policy)
  return Object.assign(session, actor.getSnapshot().context)
}

function createSession(actor: SessionActor, policy: Policy): Session {
  const binding = bindingOf(actor)
  const { resumed = binding?.resumed, statistics } = actor.getSnapshot().context
  if (binding === undefined) throw resumed === undefined ? invalidCall(UNBOUND) : unboundSnapshot()
  if (resumed !== undefined && !isOf(resumed, policy)) throw mismatch(resumed, policy)
  const { id } = binding
  if (resumed !== undefined && id !== undefined && id !== resumed.idempotencyKey)
    throw otherKey(resumed.idempotencyKey, id)
  // Whoever read the snapshot need not have known the policy's clock.
  if (resumed?.saved !== undefined) statistics.startTime = startOf(resumed.saved, policy.clock)
  const control = createControl(binding.signal, id)
  control.checkpoint = binding.checkpoint
  control.resumed = resumed
  // A session that outlives its process may also outlive a suspend.
  if (binding.checkpoint !== undefined || resumed !== undefined) control.setTimer = wallTimer(policy.clock)
  const session = new InformedSession(policy, binding.fn, control)
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

const unboundSnapshot = () =>
  new SnapshotError(
    'HOLDFAST_SNAPSHOT_STATE',
    'the function of a session is not in its snapshot: createActor(bind(machine, fn), { snapshot: readSnapshot(snapshot) })',
  )
