import type { Resumption } from './context.ts'
import type { Session } from './session.ts'
import { sleepFor } from './sleep-for.ts'
import type { Step } from './steps.ts'

/** A sleep that begins, or goes on. */
export interface PlannedSleep {
  readonly attemptNumber: number
  /** What was left of it; milliseconds. */
  readonly rest: number
  /** When that was so, on the wall clock. */
  readonly now: number
  /** Likewise on the monotonic one. */
  readonly monotonic: number
}

/**
 * The sleep of a session that XState runs: it can be cut, and then it ends at the same instant of the wall clock as if it
 * had not been.
 */
export const sleepToInstant: Step = (session) => sleepFor(session, restOf(session))

/** Notes when the sleep begins that the session comes to now. */
export function planSleep(session: Session): void {
  session.controlled().sleep = newSleep(session)
}

/** What is left of the sleep that the session is in; milliseconds. */
export function restOf(session: Session): number {
  const { clock, control } = session
  const { rest, now, monotonic } = plannedSleep(session)
  // In memory a wall clock that jumps changes nothing.
  const onTheWall = control?.setTimer === undefined ? 0 : clock.now() - now
  const passed = Math.max(0, clock.monotonic() - monotonic, onTheWall)
  // The wall clock shows no parts of a millisecond.
  return Math.max(0, rest - Math.floor(passed))
}

/** Whoever looks while the sleep is being begun finds the plan of an earlier one. */
const plannedSleep = (session: Session): PlannedSleep => {
  const planned = session.control?.sleep
  return planned?.attemptNumber === session.attemptNumber ? planned : newSleep(session)
}

function newSleep({ clock, attemptNumber, upcomingSleep, resumed }: Session): PlannedSleep {
  const now = clock.now()
  const cut = resumed?.attemptNumber === attemptNumber ? restOfCut(resumed, now) : Infinity
  // An instant that lies between two milliseconds is not kept exactly; and no sleep is longer than planned.
  const rest = upcomingSleep - cut < 1 ? upcomingSleep : cut
  return { attemptNumber, rest, now, monotonic: clock.monotonic() }
}

/** A wall clock that was set back never makes the sleep longer than it still was. */
function restOfCut({ wakeAt = Infinity, saved }: Resumption, now: number): number {
  return Math.max(0, wakeAt - Math.max(now, saved?.at ?? now))
}
