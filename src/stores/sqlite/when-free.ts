import { systemRandom } from '../../random.ts'
import { systemClock } from '../../time.ts'
import { errorCode, SQLITE } from './error-code.ts'
import { inTurn } from './in-turn.ts'

/**
 * Runs something on a database file, again and again while others have it locked.
 *
 * SQLite can wait by itself, but stops the whole process meanwhile: another process that was suspended in the middle of
 * a write would stop this one with it.
 *
 * @param patience - milliseconds from now after which the error is thrown
 */
export async function whenFree<T>(run: () => T, patience: number): Promise<T> {
  let triedAt = systemClock.monotonic()
  let giveUpAt = triedAt + patience
  let hasStoodStill = false
  for (;;) {
    try {
      return await inTurn(run)
    } catch (error) {
      if (!isLocked(error)) throw error
      const now = systemClock.monotonic()
      // A process that stood still, on a machine that was suspended say, has not waited, nor has who holds the lock.
      if (!hasStoodStill && now - triedAt > STANDSTILL) {
        hasStoodStill = true
        giveUpAt = now + patience
      }
      if (now >= giveUpAt) throw error
      triedAt = now
    }
    // By chance, so that several who wait do not meet again.
    await new Promise<void>(
      (resolve) => void systemClock.setTimer(resolve, 1 + systemRandom() * LONGEST_PAUSE),
    )
  }
}

const LONGEST_PAUSE = 10

/** From one try to the next; milliseconds. */
const STANDSTILL = 1000

const isLocked = (error: unknown) => {
  const code = errorCode(error)
  return code === SQLITE.BUSY || code === SQLITE.PROTOCOL
}
