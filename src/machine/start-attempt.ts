import { isAsyncGenerator, isGenerator } from '../coroutine/generator-kind.ts'
import { runCoroutine } from '../coroutine/run-coroutine.ts'
import { unretriable } from '../errors/unretriable.ts'
import { hook } from './hook.ts'
import { inAttempt } from './in-attempt.ts'
import type { Session } from './session.ts'

/** Calls the function, and runs as a coroutine what turns out to be one. */
export const startAttempt = (session: Session): unknown =>
  hook.attempts === undefined ? start(session) : inAttempt(session, () => start(session))

function start(session: Session): unknown {
  const result = session.call()
  if (isGenerator(result)) return runCoroutine(result, session.signal)
  if (isAsyncGenerator(result)) throw unretriable(NOT_STARTED)
  return result
}

const NOT_STARTED =
  'retrying what returns an async generator would retry nothing: it fails when it is iterated; retry the async function* itself'
