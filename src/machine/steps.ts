import { andThen, isThenable } from '../awaitable.ts'
import { withCode } from '../errors/invalid.ts'
import { reraisable } from '../errors/retry-error.ts'
import { show } from '../errors/show.ts'
import { TimeoutError } from '../errors/timeout-error.ts'
import { isTryAgain } from '../errors/try-again.ts'
import type { Outcome } from '../outcome.ts'
import { breathe, systemClock } from '../time.ts'
import { createAttemptInfo } from './attempt-info.ts'
import { endOf } from './context.ts'
import { notify } from './notify.ts'
import type { Session } from './session.ts'

/** What an invoked actor of the chart does: gives a value or a promise, or throws. */
export type Step = (session: Session) => unknown

/** The meaning of the chart's steps. */
export const steps = {
  before: (session) => session.policy.before?.(session),

  attempt(session) {
    const { policy } = session
    if (session.control?.isObserved) notify(policy, (observer) => observer.onAttempt?.(session))
    return policy.attemptTimeout === undefined
      ? call(session)
      : callWithTimeout(session, policy.attemptTimeout)
  },

  retry(session) {
    const { policy } = session
    session.renewSignal()
    if (session.control?.isObserved) notify(policy, (observer) => observer.onSettled?.(session))
    if (policy.enabled && session.failed && isTryAgain(session.result)) return true
    return andThen(policy.retry(session), Boolean)
  },

  after: (session) => session.policy.after?.(session),

  wait: (session) => andThen(session.policy.wait(session), toDelay),

  stop: (session) => andThen(session.policy.stop(session), Boolean),

  giveUp(session) {
    const { policy } = session
    if (policy.retryErrorCallback !== undefined) return policy.retryErrorCallback(session)
    throw exhausted(session)
  },

  beforeSleep: (session) => session.policy.beforeSleep?.(session),

  sleep(session) {
    const { policy, upcomingSleep } = session
    session.observeAnew()
    if (session.control?.isObserved) notify(policy, (observer) => observer.onSleep?.(session))
    if (policy.sleep !== undefined) return policy.sleep(upcomingSleep, { signal: session.signal })
    if (upcomingSleep === 0) return breathe(platformTime(session))
    return new Promise<void>((resolve) => {
      const release = policy.clock.setTimer(resolve, upcomingSleep, policy.unref)
      // A session that nothing can cut its sleep short need not remember how: a hundred thousand may sleep at once.
      if (session.control !== undefined) session.control.release = release
    })
  },

  finish: (session) => {
    const { result } = endOf(session)
    if (session.control?.isObserved) {
      notify(session.policy, (observer) => observer.onEnd?.(session, { status: 'done', value: result }))
    }
    return result
  },

  fail(session) {
    const { result } = endOf(session)
    if (session.control?.isObserved) {
      notify(session.policy, (observer) => observer.onEnd?.(session, { status: 'failed', error: result }))
    }
    throw result
  },
} satisfies Record<string, Step>

function call(session: Session): unknown {
  const { fn, receiver, callArgs } = session
  // The caller's types have matched function and arguments; here both are of any kind.
  return callArgs === undefined
    ? fn(createAttemptInfo(session) as never)
    : fn.apply(receiver, callArgs as never[])
}

function callWithTimeout(session: Session, limit: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    session.controlled().release = session.policy.clock.setTimer(() => {
      const error = new TimeoutError('attempt', limit)
      // First, so that whatever the function throws when its signal is aborted comes too late.
      reject(error)
      session.abortSignal(error)
    }, limit)
    const result = call(session)
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

/** The outcome's time was read a moment ago, and each reading costs as much as several steps. */
const platformTime = ({ policy, startTime, elapsed }: Session): number =>
  policy.clock === systemClock ? startTime + elapsed : systemClock.monotonic()

/** What is thrown on giving up. */
function exhausted({ policy, name, outcome, errors = [], statistics }: Session): unknown {
  // The chart gives up only after an attempt.
  const lastAttempt = outcome as Outcome
  const retryError = new policy.retryErrorCls({
    name,
    lastAttempt,
    errors: lastAttempt.failed ? [...errors, lastAttempt.error] : errors,
    statistics: { ...statistics },
  })
  return policy.reraise ? reraisable(lastAttempt, retryError) : retryError
}
