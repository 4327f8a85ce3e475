import { describe, expect, test } from 'vitest'
import {
  createRetryMachine,
  retryAny,
  retryIfException,
  retryIfExceptionCauseType,
  retryIfExceptionCode,
  retryIfExceptionMessage,
  retryIfExceptionType,
  retryIfNotExceptionType,
  retryUnlessExceptionType,
  startRetry,
  TimeoutError,
  TryAgain,
  waitByExceptionType,
  waitFixed,
  waitRetryAfter,
} from 'holdfast'
import type { RetryOptions, SessionSnapshot } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'

class NetworkError extends Error {}
class ConnectionError extends NetworkError {}
class AuthError extends Error {}
class Left extends Error {
  override readonly name = 'AbortError'
}

/** Of the names that Holdfast's own have. */
const mine = { TimeoutError: class extends Error {}, TryAgain: class extends Error {} }

/** What a session does that is cut while it asks whether to retry what was thrown: after so many restarts. */
async function decide(
  thrown: unknown,
  options: RetryOptions,
  restarts: number,
): Promise<'retried' | 'ended'> {
  const asking = createRetryMachine({ retry: () => new Promise(() => {}) as unknown as boolean })
  const fail = () => Promise.reject(thrown)
  let session = startRetry(asking, fail)
  let snapshot: SessionSnapshot
  for (let restart = 0; restart < restarts; restart++) {
    await quiet()
    snapshot = JSON.parse(JSON.stringify(session.snapshot())) as SessionSnapshot
    session.actor.stop()
    session = startRetry(asking, fail, { snapshot })
  }
  await quiet()
  snapshot = session.snapshot()
  session.actor.stop()
  const resumed = startRetry({ wait: () => Infinity, ...options }, fail, { snapshot })
  await quiet()
  const isRetried = resumed.getSnapshot().matches('sleeping')
  resumed.actor.stop()
  return isRetried ? 'retried' : 'ended'
}

describe('a pending decision comes out as it would have, by classes that nobody registered', () => {
  const refused = Object.assign(new ConnectionError('refused', { cause: new AuthError('expired') }), {
    code: 'ECONNREFUSED',
  })
  const decisions: readonly [
    title: string,
    thrown: unknown,
    retry: RetryOptions['retry'],
    outcome: string,
  ][] = [
    ['of the class', refused, retryIfExceptionType(ConnectionError), 'retried'],
    ['of a class that it extends', refused, retryIfExceptionType(NetworkError), 'retried'],
    ['of the platform’s', refused, retryIfExceptionType(Error), 'retried'],
    ['of another class', refused, retryIfExceptionType(AuthError), 'ended'],
    [
      'of a class with a name of Holdfast’s',
      new mine.TimeoutError(),
      retryIfExceptionType(NetworkError, TypeError),
      'ended',
    ],
    ['not of the class', refused, retryIfNotExceptionType(NetworkError), 'ended'],
    ['until the class', refused, retryUnlessExceptionType(AuthError), 'retried'],
    ['with a cause of the class', refused, retryIfExceptionCauseType(AuthError), 'retried'],
    ['with a cause of another', refused, retryIfExceptionCauseType(TypeError), 'ended'],
    ['by code', refused, retryIfExceptionCode('ECONNREFUSED'), 'retried'],
    ['by message', refused, retryIfExceptionMessage({ message: 'refused' }), 'retried'],
    ['by a predicate', refused, retryIfException((error) => (error as Error).name === 'Error'), 'retried'],
    [
      'of several',
      refused,
      retryAny(retryIfExceptionType(AuthError), retryIfExceptionType(NetworkError)),
      'retried',
    ],
    ['cancellation', new DOMException('left', 'AbortError'), undefined, 'ended'],
    ['cancellation by a class of one’s own', new Left('left'), retryIfExceptionType(Error), 'ended'],
    ['a timeout', new TimeoutError('attempt', 5), retryIfExceptionType(TimeoutError), 'retried'],
    ['asked for by the function', new TryAgain(), retryIfExceptionType(TypeError), 'retried'],
    ['a class named as TryAgain', new mine.TryAgain(), retryIfExceptionType(TypeError), 'ended'],
    ['a string', 'busy', retryIfException((error) => error === 'busy'), 'retried'],
  ]

  test.each(decisions)('%s', async (_title, thrown, retry, outcome) => {
    const options = retry === undefined ? {} : { retry }
    expect(await decide(thrown, options, 0)).toBe(outcome)
    expect(await decide(thrown, options, 1)).toBe(outcome)
  })
})

describe('the wait that comes after', () => {
  /** How long a session sleeps that is cut before it asks how long to wait. */
  async function sleepAfter(thrown: unknown, wait: RetryOptions['wait']): Promise<number> {
    const clock = createVirtualClock()
    const fail = () => Promise.reject(thrown)
    const session = startRetry({ clock, wait: () => new Promise(() => {}) as unknown as number }, fail)
    await quiet()
    const snapshot = JSON.stringify(session.snapshot())
    session.actor.stop()
    const resumed = startRetry({ clock, ...(wait && { wait }) }, fail, { snapshot })
    await quiet()
    resumed.actor.stop()
    return resumed.getSnapshot().context.upcomingSleep
  }

  const waits: readonly [title: string, thrown: object, wait: RetryOptions['wait'], ms: number][] = [
    [
      'by the error’s class',
      new ConnectionError(),
      waitByExceptionType([[NetworkError, '7s']], waitFixed('1s')),
      7000,
    ],
    ['by another class', new AuthError(), waitByExceptionType([[NetworkError, '7s']], waitFixed('1s')), 1000],
    [
      'by the headers of a response',
      Object.assign(new Error(), { response: new Response(null, { headers: { 'Retry-After': '9' } }) }),
      waitRetryAfter(waitFixed(1)),
      9000,
    ],
    [
      'by headers',
      Object.assign(new Error(), { headers: new Headers({ 'Retry-After': '8' }) }),
      waitRetryAfter(waitFixed(1)),
      8000,
    ],
    [
      'by headers in a Map',
      Object.assign(new Error(), { headers: new Map([['Retry-After', '6']]) }),
      waitRetryAfter(waitFixed(1)),
      6000,
    ],
  ]

  test.each(waits)('is the same: %s', async (_title, thrown, wait, ms) => {
    expect(await sleepAfter(thrown, wait)).toBe(ms)
  })
})
