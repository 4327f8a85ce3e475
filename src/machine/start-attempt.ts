import { isAsyncGenerator, isGenerator } from '../coroutine/generator-kind.ts'
import { runCoroutine } from '../coroutine/run-coroutine.ts'
import { unretriable } from '../errors/unretriable.ts'
import { hook } from './hook.ts'
import { inAttempt } from './in-attempt.ts'
import type { Session } from './session.ts'

/** Calls the function, where whoever is called may ask for the attempt. */
export const startAttempt = (session: Session): unknown =>
  // Asked here as well, so that a call of which nobody asks makes no closure.
  hook.attempts === undefined
    ? resultOf(session.call(), session)
    : inAttempt(session, () => resultOf(session.call(), session))

/**
 * What an attempt comes to that has begun: a generator is run as a coroutine.
 *
 * @param given - what the function gave: a value or a promise
 */
export function resultOf(given: unknown, session: Session): unknown {
  if (isGenerator(given)) return runCoroutine(given, session.signal)
  if (isAsyncGenerator(given)) throw unretriable(NOT_STARTED)
  return given
}

const NOT_STARTED =
  'what returns an async generator has done nothing that could fail: give the async function* itself, or one that does yield* on it'
