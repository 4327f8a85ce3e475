import type { SessionEvent } from 'holdfast'
import type { InspectorMessage } from 'holdfast/inspect'
import type { SessionDetail, SessionRow } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { progressOf } from '../../../../visualizer/src/session/head/progress-of.ts'
import { doneSession, failedSession, sleepingSession, storedSession } from './support/recorded-details.ts'

const { detail: whole } = await failedSession()
const { detail: sleeping } = await sleepingSession()
const { detail: stored } = await storedSession()
const { detail: done } = await doneSession()

const changed = (detail: SessionDetail, row: Partial<SessionRow>, more: Partial<SessionDetail> = {}) => ({
  ...detail,
  ...more,
  row: { ...detail.row, ...row },
})

/** The session as it was after a message. */
function upTo(
  { row: ended, messages, ...detail }: SessionDetail,
  isLast: (message: InspectorMessage) => boolean,
  from = 0,
): SessionDetail {
  const { endedAt: _, ...row } = ended
  const index = messages.findIndex((message, at) => at >= from && isLast(message))
  return { ...detail, row: { ...row, status: 'active' }, messages: messages.slice(0, index + 1) }
}

const isResting = (message: InspectorMessage) =>
  message.type === 'state' && JSON.stringify(message.value).includes('resting')

const isAttempting = (message: InspectorMessage) =>
  message.type === 'state' && JSON.stringify(message.value).includes('attempting')

const isFailure = (message: InspectorMessage) =>
  message.type === 'event' && message.event.type === 'xstate.error.actor.attempt'

describe('A session that was told to retry', () => {
  const before = upTo(whole, isResting)
  const { length } = before.messages
  const progress = (now: SessionDetail, then: SessionDetail = before) =>
    progressOf({ command: 'retry', before: then }, now)

  test('has come to nothing until its attempt begins', () => {
    expect(progress(before)).toBeUndefined()
  })

  test('is at its next attempt, and then tells how that has ended, whatever comes after', () => {
    expect(progress(upTo(whole, isAttempting, length))).toEqual({
      tone: 'plain',
      text: 'Woken: attempt 2 has begun',
      isSettled: false,
    })
    const text = 'Woken: attempt 2 failed after 135 ms: TimeoutError: the attempt took longer than 100 ms'
    expect(progress(upTo(whole, isFailure, length))).toEqual({ tone: 'bad', text, isSettled: true })
    expect(progress(whole)?.text).toBe(text)
  })

  test('may end without an attempt', () => {
    const end = whole.messages.at(-1)!
    const now = changed(whole, {}, { messages: [...before.messages, end] })
    expect(progress(now)?.text).toMatch(/^Woken: failed for good: RetryError/)
  })

  test('goes on in a new round, in another session of its program', () => {
    const failed = changed(stored, { status: 'failed', endedAt: 1 }, { messages: whole.messages })
    const record = { ...stored.stored!.record, round: 2 }
    const next = { stored: { ...stored.stored!, record } }
    expect(
      progress(changed(done, { status: 'active' }, { ...next, messages: whole.messages }), failed),
    ).toBeUndefined()
    const begun = upTo(done, isAttempting)
    expect(progress({ ...begun, ...next }, failed)).toEqual({
      tone: 'plain',
      text: 'Round 2 has begun: attempt 1 runs',
      isSettled: false,
    })
    expect(progress(begun, failed)?.text).toBe('A new round has begun: attempt 1 runs')
    expect(progress({ ...done, ...next }, failed)).toMatchObject({
      tone: 'good',
      text: expect.stringMatching(/^Round 2: attempt 1 done after 0 ms: \{ orders: 17/),
    })
    // What it came to may not have been accepted.
    expect(progress(changed(done, { status: 'sleeping' }, next), failed)?.tone).toBe('plain')
  })

  describe('of which only its store tells', () => {
    const later = (round: number, row: Partial<SessionRow>, ...types: SessionEvent['type'][]) => {
      const { record, history } = stored.stored!
      const rev = record.rev + 1
      const events = types.map((type) => ({ ...history[0]!, type, rev, attempt: 3 }))
      const facts = { ...stored.stored!, record: { ...record, rev, round }, history: [...history, ...events] }
      return progress(changed(stored, row, { stored: facts }), stored)
    }

    test('has come to nothing until a worker has begun an attempt', () => {
      expect(progress(stored, stored)).toBeUndefined()
      expect(progress(sleeping, stored)?.text).toMatch(/^Woken: attempt 1 failed/)
      expect(later(1, {}, 'claimed')).toBeUndefined()
      expect(progress({ ...stored, stored: undefined! }, { ...stored, stored: undefined! })).toBeUndefined()
    })

    test('tells how that has ended', () => {
      expect(later(1, {}, 'claimed', 'attempt')?.text).toBe('Woken: attempt 3 has begun')
      expect(later(2, {}, 'claimed', 'attempt')?.text).toBe('Woken: its attempt has begun')
      expect(later(1, { error: 'Error: down' }, 'attempt', 'sleeping')).toEqual({
        tone: 'bad',
        text: 'Woken: attempt 3 failed: Error: down',
        isSettled: true,
      })
      expect(later(1, { error: undefined! }, 'attempt', 'failed')?.text).toBe('Woken: attempt 3 failed')
      expect(later(1, {}, 'attempt', 'done')).toMatchObject({
        tone: 'good',
        text: 'Woken: attempt 3 succeeded',
      })
      expect(later(1, {}, 'attempt', 'cancelled')?.text).toBe('Woken: attempt 3 was cancelled')
      expect(later(1, { lastResult: '"no"' }, 'attempt', 'sleeping')?.text).toBe(
        'Woken: attempt 3 gave what was not accepted: "no"',
      )
    })
  })
})

describe('A session that was told to end', () => {
  const progress = (now: Partial<SessionRow>, before: Partial<SessionRow> = {}) =>
    progressOf({ command: 'cancel', before: changed(sleeping, before) }, changed(sleeping, now))

  test('is cancelled, or has ended otherwise', () => {
    expect(progress({})).toBeUndefined()
    expect(progress({ status: 'cancelled' })).toEqual({
      tone: 'good',
      text: 'Cancelled: no attempt follows',
      isSettled: true,
    })
    expect(progress({ status: 'done' })?.text).toBe('It has ended: done')
  })

  test('may be in quarantine until then', () => {
    expect(progress({ status: 'quarantined' }, { status: 'quarantined' })).toBeUndefined()
  })
})
