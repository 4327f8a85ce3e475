import type { SessionNames } from '../machine/session-names.ts'
import type { AnyActorRef, AnyMachineSnapshot, EventObject } from '../machine/xstate.ts'
import { safely } from '../strategies/common/safely.ts'
import { actorId } from './actor-id.ts'
import { deduceEventless, deduceGuards } from './guards/deduce-guards.ts'
import type { GuardVerdict } from './guards/guard.ts'
import { traceEventless, traceGuards } from './guards/trace-guards.ts'
import { describeTaken } from './describe-taken.ts'
import type { FollowedTransition } from './describe-taken.ts'
import type { StepMessage, TakenTransition } from './message.ts'
import type { EndedSnapshot, Teller } from './teller.ts'

/** One session, as XState's inspection events tell of it. */
export interface FollowedSession {
  /** It is about to take an event. */
  receives(event: EventObject, from: AnyActorRef | undefined): void
  /** An event, or none, has led from one state to the next. */
  steps(to: AnyMachineSnapshot, event: EventObject, taken: readonly FollowedTransition[]): void
  /** An event has been taken, and all that followed from it. */
  settles(snapshot: AnyMachineSnapshot, event: EventObject): void
  /** An actor in it begins: a step. */
  childBegins(id: string): void
  childEnds(id: string, outcome: StepMessage['outcome']): void
  /** A while has passed since the last event; of a guard or an action that throws XState tells nothing. */
  checkOn(): void
}

export function followSession(
  actor: AnyActorRef,
  names: () => SessionNames,
  teller: Teller,
): FollowedSession {
  const sessionId = actorId(actor)
  /** When each began. */
  const children = new Map<string, number>()
  let hasBegun = false
  /** What was asked while the actor was made. */
  const early: GuardVerdict[] = []
  /** The last state on the way from one in which it stays to the next. */
  let passed: AnyMachineSnapshot | undefined
  let present: AnyMachineSnapshot | undefined
  /** The present one, as it is told. */
  let context: unknown
  let untold: EventObject | undefined
  /** Since the last state that was told. */
  let taken: readonly TakenTransition[] = []

  // While an actor is made, XState throws or gives nothing.
  const snapshotOf = () => safely<AnyMachineSnapshot | undefined>(() => actor.getSnapshot(), undefined)

  const begin = (snapshot: AnyMachineSnapshot) => {
    if (hasBegun) return
    hasBegun = true
    teller.session(sessionId, actor, snapshot.machine, names())
    tellGuards(early)
  }

  const tellGuards = (verdicts: readonly GuardVerdict[]) => {
    if (hasBegun) for (const verdict of verdicts) teller.guard(sessionId, verdict)
    else early.push(...verdicts)
  }

  /** In a state that was passed nothing more was taken without an event, and guards said no to it. */
  const stay = (event: EventObject) => {
    if (passed?.status === 'active') tellGuards(deduceEventless(passed, event, []))
  }

  const settles = (snapshot: AnyMachineSnapshot, event: EventObject) => {
    begin(snapshot)
    // Of the first questions XState tells only where one of them led on.
    if (present === undefined && isFresh(snapshot, event)) passed ??= snapshot
    stay(event)
    passed = undefined
    untold = undefined
    if (snapshot === present) return
    // Few states change it.
    if (snapshot.context !== present?.context) context = teller.context(snapshot.context)
    present = snapshot
    teller.state(sessionId, snapshot, event.type, context, taken)
    taken = []
    if (hasEnded(snapshot)) teller.end(sessionId, snapshot)
  }

  const childEnds = (id: string, outcome: StepMessage['outcome']) => {
    const began = children.get(id)
    if (began === undefined) return
    children.delete(id)
    teller.step(sessionId, id, began, outcome)
  }

  return {
    receives(event, from) {
      // What has started is in a state.
      begin(snapshotOf() as AnyMachineSnapshot)
      if (from !== undefined && event.type.startsWith(DONE)) childEnds(from.id, 'done')
      if (from !== undefined && event.type.startsWith(FAILED)) childEnds(from.id, 'failed')
      teller.event(sessionId, event)
      untold = event
    },

    steps(to, event, transitions) {
      const from = passed ?? snapshotOf() ?? initialOf(to)
      if (transitions[0]?.eventType === '') {
        tellGuards(deduceEventless(from, event, transitions))
      } else {
        stay(event)
        tellGuards(deduceGuards(from, event, transitions))
      }
      taken = [...taken, ...describeTaken(transitions)]
      passed = to
    },

    settles,

    childBegins(id) {
      // It is no step: it lasts as long as the session.
      if (id !== 'watch') children.set(id, teller.now())
    },

    childEnds,

    checkOn() {
      const snapshot = snapshotOf()
      if (untold === undefined || snapshot?.status !== 'error') return
      // Only the guards themselves can say which of them threw.
      tellGuards(passed === undefined ? traceGuards(snapshot, untold) : traceEventless(passed, untold))
      passed = undefined
      settles(snapshot, untold)
    },
  }
}

/** Whether a machine begins, and does not go on from a snapshot. */
const isFresh = ({ context }: AnyMachineSnapshot, { type }: EventObject): boolean =>
  type === 'xstate.init' && context.resumed === undefined

const hasEnded = (snapshot: AnyMachineSnapshot): snapshot is EndedSnapshot => snapshot.status !== 'active'

const DONE = 'xstate.done.actor.'
const FAILED = 'xstate.error.actor.'

/** The state in which a machine begins, before its first transition. */
const initialOf = ({ machine, context }: AnyMachineSnapshot): AnyMachineSnapshot =>
  machine.resolveState({ value: {}, context })
