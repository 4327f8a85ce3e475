import { createRetryMachine, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryOptions, SessionSnapshot } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { quiet } from '../../support/next-turn.ts'

/** Where a session can be when its snapshot is written, by the step under way or by its end. */
export const SAMPLES = [
  'before',
  'running',
  'asking',
  'after',
  'timing',
  'stopping',
  'givingUp',
  'beforeSleep',
  'resting',
  'failing',
  'done',
  'failed',
] as const

export type Sample = (typeof SAMPLES)[number]

/** The policy of the samples: a sleep is a minute, and three attempts are made. */
export const policyAt = (clock: VirtualClock, options: RetryOptions = {}): RetryOptions => ({
  id: 'import',
  version: '2',
  clock,
  wait: waitFixed('1m'),
  stop: stopAfterAttempt(3),
  ...options,
})

/**
 * A session's snapshot, as it comes from a file: of its second attempt, or ten seconds after that began to sleep; of the
 * third where it gives up.
 */
export async function sampleOf(sample: Sample): Promise<SessionSnapshot> {
  const clock = createVirtualClock()
  const hold = <T>(step: Sample, attemptNumber: number, value: T): T =>
    sample === step && attemptNumber > 1 ? (new Promise(() => {}) as T) : value
  const machine = createRetryMachine(
    policyAt(clock, {
      before: ({ attemptNumber }) => hold('before', attemptNumber, undefined),
      retry: ({ attemptNumber, outcome }) => hold('asking', attemptNumber, outcome?.failed === true),
      after: ({ attemptNumber }) => hold('after', attemptNumber, undefined),
      wait: ({ attemptNumber }) => hold('timing', attemptNumber, 60_000),
      stop: ({ attemptNumber }) => hold('stopping', attemptNumber, attemptNumber === 3),
      beforeSleep: ({ attemptNumber }) => hold('beforeSleep', attemptNumber, undefined),
      ...(sample === 'givingUp' && { retryErrorCallback: () => new Promise(() => {}) }),
    }),
  )
  const session = startRetry(
    machine,
    ({ attemptNumber }) => {
      clock.advance(500)
      if (attemptNumber === 2 && sample === 'done') return { rows: 3 }
      const error = Object.assign(new RangeError(`attempt ${attemptNumber}`), { code: 'E_RANGE' })
      return hold('running', attemptNumber, undefined) ?? Promise.reject(error)
    },
    { id: 'import-7' },
  )
  let snapshot: SessionSnapshot | undefined
  session.subscribe(({ value }) => {
    if (sample === 'failing' && value === 'failed') snapshot = session.snapshot()
  })
  await quiet()
  clock.advance(60_000)
  await quiet()
  if (sample === 'givingUp' || sample === 'failing' || sample === 'failed') {
    clock.advance(60_000)
    await quiet()
  } else clock.advance(10_000)
  snapshot ??= session.snapshot()
  session.actor.stop()
  return JSON.parse(JSON.stringify(snapshot)) as SessionSnapshot
}
