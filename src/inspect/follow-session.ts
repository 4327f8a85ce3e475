import type { SessionNames } from '../machine/session-names.ts'
import type { AnyActorRef, AnyMachineSnapshot, EventObject } from '../machine/xstate.ts'
import { safely } from '../strategies/common/safely.ts'
import { actorId } from './actor-id.ts'
import type { GuardVerdict } from './ask-guard.ts'
import type { StepMessage } from './message.ts'
import type { EndedSnapshot, Teller } from './teller.ts'
import { traceEventless, traceGuards } from './trace-guards.ts'

/** One session, as XState's inspection events tell of it. */
export interface FollowedSession {
  /** It is about to take an event. */
  receives(event: EventObject, from: AnyActorRef | undefined): void
  /** An event, or none where `isEventless`, has led from one state to the next. */
  steps(to: AnyMachineSnapshot, event: EventObject, isEventless: boolean): void
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
  let untold: EventObject | undefined

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

  const settles = (snapshot: AnyMachineSnapshot, event: EventObject) => {
    begin(snapshot)
    passed = undefined
    untold = undefined
    if (snapshot === present) return
    present = snapshot
    teller.state(sessionId, snapshot, event.type)
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
      const snapshot = snapshotOf() as AnyMachineSnapshot
      begin(snapshot)
      if (from !== undefined && event.type.startsWith(DONE)) childEnds(from.id, 'done')
      if (from !== undefined && event.type.startsWith(FAILED)) childEnds(from.id, 'failed')
      teller.event(sessionId, event)
      // Of the first questions XState tells only where one of them led on.
      if (event.type === 'xstate.init' && passed === undefined) tellGuards(traceEventless(snapshot, event))
      untold = event
    },

    steps(to, event, isEventless) {
      const from = passed ?? snapshotOf()
      if (from === undefined) tellGuards(traceEventless(initialOf(to), event))
      else if (!isEventless) tellGuards(traceGuards(from, event))
      passed = to
      if (to.status === 'active') tellGuards(traceEventless(to, event))
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
      if (passed === undefined) tellGuards(traceGuards(snapshot, untold))
      settles(snapshot, untold)
    },
  }
}

const hasEnded = (snapshot: AnyMachineSnapshot): snapshot is EndedSnapshot => snapshot.status !== 'active'

const DONE = 'xstate.done.actor.'
const FAILED = 'xstate.error.actor.'

/** The state in which a machine begins, before its first transition. */
const initialOf = ({ machine, context }: AnyMachineSnapshot): AnyMachineSnapshot =>
  machine.resolveState({ value: {}, context })
