import { until, useScope, withResolvers } from 'effection'
import type { Operation } from 'effection'
import { TimeoutError } from '../../errors/timeout-error.ts'
import { createAttemptInfo } from '../../machine/attempt-info.ts'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import type { Session } from '../../machine/session.ts'
import { beginStep } from './begin-step.ts'
import { pause } from './pause.ts'
import { settle } from './settle.ts'
import { AttemptContext } from './use-attempt.ts'

/** Runs an attempt, to its end or to its `attemptTimeout`. */
export function* runAttempt(session: Session, start: (attempt: AttemptInfo) => unknown): Operation<unknown> {
  const { attemptTimeout } = session.policy
  const attempt = createAttemptInfo(session)
  yield* AttemptContext.set(attempt)
  const run = () => settle(() => start(attempt))
  return yield* attemptTimeout === undefined ? run() : runInTime(session, run, attemptTimeout)
}

/** Cuts what takes too long, and waits for its teardown, whose error counts for more. */
function* runInTime(session: Session, run: () => Operation<unknown>, limit: number): Operation<unknown> {
  const scope = yield* useScope()
  const first = withResolvers<(() => unknown) | undefined>()
  const fail = (error: unknown) => {
    throw error
  }
  const cut = beginStep(
    scope,
    run,
    (value) => first.resolve(() => value),
    (error) => first.resolve(() => fail(error)),
  )
  void scope.run(function* () {
    yield* pause(session.policy, limit)
    first.resolve(undefined)
  })
  try {
    const outcome = yield* first.operation
    if (outcome !== undefined) return outcome()
    const error = new TimeoutError('attempt', limit)
    // In one step of Effection's loop: what waits for the signal is cut before it could go on.
    session.abortSignal(error)
    yield* until(cut())
    throw error
  } finally {
    void cut()
  }
}
