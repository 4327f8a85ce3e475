import { andThen } from '../awaitable.ts'
import { breathe, systemClock } from '../time.ts'
import { notify } from './notify.ts'
import type { Session } from './session.ts'

/**
 * Sleeps between two attempts.
 *
 * @param rest - milliseconds: the whole delay, or what is left of it
 */
export function sleepFor(session: Session, rest: number): unknown {
  const { policy } = session
  session.observeAnew()
  notify(session, 'onSleep')
  if (policy.sleep !== undefined) {
    // A sleep that does not sleep must not starve the process either.
    return andThen(policy.sleep(rest, { signal: session.signal }), () => breathe(systemClock.monotonic()))
  }
  if (rest === 0) return breathe(platformTime(session))
  return new Promise<void>((resolve) => {
    const release = session.setTimer(resolve, rest)
    // A session that nothing can cut its sleep short need not remember how: a hundred thousand may sleep at once.
    if (session.control !== undefined) session.control.release = release
  })
}

/** The outcome's time was read a moment ago, and each reading costs as much as several steps. */
const platformTime = ({ policy, startTime, elapsed }: Session): number =>
  policy.clock === systemClock ? startTime + elapsed : systemClock.monotonic()
