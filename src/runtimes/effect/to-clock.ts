import type { Clock as EffectClock } from 'effect/Clock'
import * as Duration from 'effect/Duration'
import * as Effect from 'effect/Effect'
import type { Clock } from '../../time.ts'

/** Effect's clock as that of a session. */
export const toClock = (clock: EffectClock): Clock => ({
  now: () => clock.currentTimeMillisUnsafe(),
  monotonic: () => Number(clock.monotonicTimeNanosUnsafe()) / NANOSECONDS,
  setTimer(callback, ms) {
    const fiber = Effect.runFork(Effect.andThen(clock.sleep(Duration.millis(ms)), Effect.sync(callback)))
    return () => fiber.interruptUnsafe()
  },
})

/** In a millisecond. */
const NANOSECONDS = 1e6
