import { andThen, isThenable } from '../awaitable.ts'
import { withCode } from '../errors/invalid.ts'
import { reraisable } from '../errors/retry-error.ts'
import { show } from '../errors/show.ts'
import { isTryAgain } from '../errors/is-try-again.ts'
import { isUnretriable } from '../errors/unretriable.ts'
import type { Outcome } from '../outcome.ts'
import { endOf } from './context.ts'
import { notify } from './notify.ts'
import type { Session } from './session.ts'
import { sleepFor } from './sleep-for.ts'
import { startAttempt } from './start-attempt.ts'
import { timeAttempt } from './time-attempt.ts'

/** What an invoked actor of the chart does: gives a value or a promise, or throws. The chart names those below. */
export type Step = (session: Session) => unknown

export const before: Step = (session) => session.policy.before?.(session)

export const attempt: Step = (session) => {
  const { attemptTimeout } = session.policy
  notify(session, 'onAttempt')
  return attemptTimeout === undefined || session.timesItself
    ? startAttempt(session)
    : callWithTimeout(session, attemptTimeout)
}

export const retry: Step = (session) => {
  const { policy } = session
  session.renewSignal()
  notify(session, 'onSettled')
  if (!policy.enabled) return false
  if (session.failed && isTryAgain(session.result)) return true
  if (session.failed && isUnretriable(session.result)) return false
  return andThen(policy.retry(session), Boolean)
}

export const after: Step = (session) => session.policy.after?.(session)

export const wait: Step = (session) => andThen(session.policy.wait?.(session), toDelay)

export const stop: Step = (session) => andThen(session.policy.stop?.(session), Boolean)

export const giveUp: Step = (session) => {
  const { policy } = session
  if (policy.retryErrorCallback !== undefined) return policy.retryErrorCallback(session)
  throw exhausted(session)
}

export const beforeSleep: Step = (session) => session.policy.beforeSleep?.(session)

export const sleep: Step = (session) => sleepFor(session, session.upcomingSleep)

export const finish: Step = (session) => {
  const { result } = endOf(session)
  notify(session, 'onEnd', { status: 'done', value: result })
  return result
}

export const fail: Step = (session) => {
  const { result } = endOf(session)
  notify(session, 'onEnd', { status: 'failed', error: result })
  throw result
}

function callWithTimeout(session: Session, limit: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    timeAttempt(session, limit, reject)
    const result = startAttempt(session)
    // Not resolve(result): V8 follows these two back to the caller when it writes the async stack.
    if (isThenable(result)) Promise.resolve(result).then(resolve, reject)
    else resolve(result)
  })
}

function toDelay(delay: unknown): number {
  if (delay === undefined || delay === null) return 0
  if (typeof delay === 'number' && delay >= 0) return delay
  throw withCode(
    new TypeError(`a wait strategy must give milliseconds from 0 to Infinity, got ${show(delay)}`),
    'HOLDFAST_INVALID_DELAY',
  )
}

/** What is thrown on giving up. */
function exhausted({ policy, name, outcome, errors = [], statistics }: Session): unknown {
  // The chart gives up only after an attempt.
  const lastAttempt = outcome as Outcome
  const retryError = new policy.retryErrorCls({
    name: name === '<unknown>' && policy.id !== 'retry' ? policy.id : name,
    lastAttempt,
    errors: lastAttempt.failed ? [...errors, lastAttempt.error] : errors,
    statistics: { ...statistics },
  })
  return policy.reraise ? reraisable(lastAttempt, retryError) : retryError
}
