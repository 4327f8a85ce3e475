import { notify } from './notify.ts'
import type { Session } from './session.ts'

/** The part of an XState machine that is used here. */
interface Machine<Snapshot, Event, Scope> {
  transition(snapshot: Snapshot, event: Event, scope: Scope): Snapshot
}

/**
 * Makes a session end as a whole when a guard or an action of its machine throws: XState ends the actor, and leaves
 * running what that had invoked.
 *
 * @param machine - the session's; it is changed once, for all its actors
 * @param sessionIn - gives the session of an actor; undefined where only a transition is computed, and nothing run
 */
export function tidyOnThrow<
  Child,
  Snapshot extends { readonly children: Readonly<Record<string, Child>> },
  Event,
  Scope extends { readonly self: object; stopChild(child: Child): void },
>(machine: Machine<Snapshot, Event, Scope>, sessionIn: (actor: object) => Session | undefined): void {
  if (tidy.has(machine)) return
  tidy.add(machine)
  const transition = machine.transition.bind(machine)
  machine.transition = (snapshot, event, scope) => {
    try {
      return transition(snapshot, event, scope)
    } catch (error) {
      end(sessionIn(scope.self), error)
      for (const child of Object.values(snapshot.children)) scope.stopChild(child)
      throw error
    }
  }
}

const tidy = new WeakSet<object>()

function end(session: Session | undefined, error: unknown): void {
  if (session === undefined) return
  session.interrupt(error)
  notify(session, 'onEnd', { status: 'failed', error })
}
