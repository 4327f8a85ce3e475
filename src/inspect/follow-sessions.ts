import type {
  AnyActorRef,
  AnyMachineSnapshot,
  EventObject,
  InspectionEvent,
  Snapshot,
} from '../machine/xstate.ts'
import { microtask } from '../time.ts'
import { followSession } from './follow-session.ts'
import type { FollowedSession } from './follow-session.ts'
import type { NamerOf } from './namers.ts'
import type { Teller } from './teller.ts'

/** Follows those among the actors that XState tells of which have a name; others count as their parents alone. */
export function followSessions(teller: Teller, namerOf: NamerOf): (event: InspectionEvent) => void {
  const sessions = new WeakMap<object, FollowedSession>()
  /** Of this turn: the same event may come by several ways, and an event without an outcome is noticed after it. */
  const seen = new Set<InspectionEvent>()
  const awaiting = new Set<FollowedSession>()

  const endTurn = () => {
    const silent = [...awaiting]
    awaiting.clear()
    seen.clear()
    for (const session of silent) session.checkOn()
  }

  const sessionOf = (actor: AnyActorRef | undefined): FollowedSession | undefined => {
    if (actor === undefined) return undefined
    const known = sessions.get(actor)
    if (known !== undefined) return known
    const namer = namerOf(actor)
    if (namer === undefined) return undefined
    const session = followSession(actor, () => namer(actor), teller)
    sessions.set(actor, session)
    return session
  }

  const receives = (actor: AnyActorRef, event: EventObject, source: AnyActorRef | undefined) => {
    const session = sessionOf(actor)
    if (session !== undefined) {
      session.receives(event, source)
      awaiting.add(session)
    }
    if (event.type === 'xstate.init') sessionOf(actor._parent)?.childBegins(actor.id)
  }

  const settles = (actor: AnyActorRef, snapshot: Snapshot<unknown>, event: EventObject) => {
    // The snapshot of a machine's actor is a machine's.
    sessionOf(actor)?.settles(snapshot as AnyMachineSnapshot, event)
    if (snapshot.status === 'stopped') sessionOf(actor._parent)?.childEnds(actor.id, 'cut')
  }

  return (event) => {
    if (seen.has(event)) return
    if (seen.size === 0) void microtask.then(endTurn)
    seen.add(event)
    // XState's types promise less than it gives.
    const actor = event.actorRef as AnyActorRef
    switch (event.type) {
      case '@xstate.event':
        receives(actor, event.event, event.sourceRef as AnyActorRef | undefined)
        break
      case '@xstate.microstep': {
        const { _transitions: taken, snapshot } = event
        if (event.event.type !== 'xstate.stop')
          // The snapshot of a machine's actor is a machine's.
          sessionOf(actor)?.steps(snapshot as AnyMachineSnapshot, event.event, taken)
        break
      }
      case '@xstate.snapshot':
        settles(actor, event.snapshot, event.event)
        break
      default:
    }
  }
}
