import type { SessionDetail, SessionRow } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { headline } from '../../../../visualizer/src/session/head/headline.ts'
import { doneSession, sleepingSession } from './support/recorded-details.ts'

const { detail: done } = await doneSession()
const { detail: sleeping } = await sleepingSession()

const of = (detail: SessionDetail, row: Partial<SessionRow>, more: Partial<SessionDetail> = {}) =>
  headline({ ...detail, ...more, row: { ...detail.row, ...row } })

/** What else a store knows is not looked at. */
const stored = (error: unknown, round = 1) =>
  ({ record: { round }, error, history: [] }) as unknown as NonNullable<SessionDetail['stored']>

describe('A session', () => {
  test('that fails says with what', () => {
    expect(headline(sleeping)).toEqual({ tone: 'bad', text: 'Error: 502 Bad Gateway' })
  })

  test('of which only a store knows what failed says that', () => {
    const told = { stored: stored({ name: 'Error', message: 'down' }) }
    expect(of(done, {}, told)).toEqual({ tone: 'bad', text: 'Error: down' })
    expect(of(done, { error: 'Error: up' }, told).text).toBe('Error: up')
    expect(of(done, {}, { stored: stored(null) }).text).toBe('Nothing has failed')
    expect(of(done, {}, { stored: stored(undefined) }).text).toBe('Nothing has failed')
  })

  test('in which nothing failed says so, and of which round', () => {
    expect(headline(done)).toEqual({ tone: 'calm', text: 'Nothing has failed' })
    expect(of(done, {}, { stored: stored(null, 2) }).text).toBe('Nothing has failed in this round')
  })

  test('that is done in the end says what it came through', () => {
    const { error: _, ...row } = sleeping.row
    const came = (more: Partial<SessionDetail>) =>
      headline({ ...sleeping, row: { ...row, status: 'done' }, ...more })
    expect(came({})).toEqual({
      tone: 'calm',
      text: 'Done after 3 failures, the last: Error: 502 Bad Gateway',
    })
    expect(came({ forgotten: 4 }).text).toMatch(/^Done after at least 3 failures, the last: /)
    expect(came({ messages: [] }).text).toBe('Done with attempt 3')
    expect(came({ row: { ...row, status: 'active' } }).text).toMatch(/^Active after 3 failures/)
    expect(of(done, { attempt: 1 }).text).toBe('Nothing has failed')
  })

  test('that came to a result which was not accepted says to which', () => {
    expect(of(done, { status: 'sleeping', lastResult: '{ status: "PENDING" }' })).toEqual({
      tone: 'warning',
      text: 'Result not accepted: { status: "PENDING" }',
    })
  })

  test('that was cancelled says so, calmly', () => {
    expect(of(sleeping, { status: 'cancelled' })).toEqual({
      tone: 'calm',
      text: 'Cancelled; the last error: Error: 502 Bad Gateway',
    })
  })

  test('that is lost says why nobody knows more', () => {
    expect(of(sleeping, { status: 'lost' })).toEqual({
      tone: 'warning',
      text: 'Its program went away; nobody knows what became of attempt 3; the last error: Error: 502 Bad Gateway',
    })
    const { attempt: _, ...machine } = done.row
    const text = 'The recording ends before it does; nobody knows what became of it'
    expect(headline({ ...done, row: { ...machine, status: 'lost', origin: 'recorded' } }).text).toBe(text)
    expect(of(sleeping, { status: 'lost', origin: 'stored' }).tone).toBe('bad')
  })
})
