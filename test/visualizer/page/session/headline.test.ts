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
      text: 'Its program went away, in its sleep after attempt 3; the last error: Error: 502 Bad Gateway',
    })
    const { attempt: _, ...machine } = done.row
    const died = (state: string) => of(sleeping, { status: 'lost', state }).text
    expect(died('attempting.running')).toMatch(/; nobody knows what became of attempt 3; the last error: /)
    expect(died('evaluating.waiting')).toMatch(/^Its program went away; nobody knows what became of it; /)
    const text = 'The recording ends before it does; nobody knows what became of it'
    expect(of(sleeping, { status: 'lost', origin: 'recorded' }).text).toMatch(
      /^The recording ends before it does, in its sleep after attempt 3;/,
    )
    expect(headline({ ...done, row: { ...machine, status: 'lost', origin: 'recorded' } }).text).toBe(text)
    expect(of(sleeping, { status: 'lost', origin: 'stored' }).tone).toBe('bad')
  })

  test('whose program died in the midst of an attempt says that it goes on', () => {
    const { error: _, ...row } = sleeping.row
    const interrupted = { status: 'interrupted', origin: 'stored', attempt: 1 } as const
    const line = (more: Partial<SessionRow>) =>
      headline({ ...sleeping, messages: [], row: { ...row, ...interrupted, ...more } })
    expect(line({})).toEqual({
      tone: 'warning',
      text: 'Its program went away in attempt 1; it goes on when its program next runs',
    })
    expect(line({ ofAllRounds: true }).text).toMatch(/^Its program went away in an attempt; it goes on/)
    expect(line({ error: 'Error: down' }).text).toMatch(
      /; it goes on when its program next runs; the last error: Error: down$/,
    )
  })

  test('in quarantine says why', () => {
    const { error: _, ...row } = sleeping.row
    const note = 'its process has died 3 times in attempt 2'
    const line = (said: string | null) =>
      headline({
        ...sleeping,
        row: { ...row, origin: 'stored', status: 'quarantined' },
        messages: [],
        // What else a history tells is not looked at.
        stored: { ...stored(null), history: [{ type: 'quarantined', note: said }] } as unknown as NonNullable<
          SessionDetail['stored']
        >,
      })
    expect(line(note)).toEqual({ tone: 'warning', text: `In quarantine: ${note}` })
    expect(line(null).text).toBe('In quarantine')
  })

  test('of which not all is held says nothing of what is not', () => {
    const since = `Nothing has failed in the last ${done.messages.length} messages; earlier ones are no longer held`
    expect(of(done, {}, { forgotten: 4 })).toEqual({ tone: 'calm', text: since })
    expect(of(done, { lastFailure: 'Error: down' }, { forgotten: 4 })).toEqual({
      tone: 'calm',
      text: 'Done after at least 1 failure, the last: Error: down',
    })
    const { error: _, ...row } = sleeping.row
    const tried = { ...sleeping, messages: [], row: { ...row, attempt: 3 } }
    expect(headline(tried).text).toBe('Nothing is known to have failed')
    const encoded = (more: Partial<SessionRow>) =>
      headline({ ...tried, row: { ...row, ...more }, stored: { ...stored(null), problem: 'encoded' } })
    expect(encoded({ attempt: 1 }).text).toBe('Nothing is known to have failed')
    expect(encoded({ status: 'failed' })).toEqual({ tone: 'bad', text: 'Nothing is known of its error' })
    expect(headline({ ...tried, row: { ...tried.row, ofAllRounds: true } }).text).toBe('Nothing has failed')
  })

  test('of which another round is asked for says what came of the one before', () => {
    const facts = (...types: readonly string[]) =>
      // What else a history tells is not looked at.
      ({
        ...stored(null, 2),
        history: types.map((type) => ({ type, note: null })),
      }) as unknown as NonNullable<SessionDetail['stored']>
    const { error: _, wakeAt: _at, ...row } = sleeping.row
    const asked = (error: string | undefined, ...types: readonly string[]) =>
      headline({
        ...sleeping,
        messages: [],
        row: { ...row, ...(error !== undefined && { error }), origin: 'stored', attempt: 0 },
        stored: facts(...types),
      })
    expect(asked('Error: down', 'attempt', 'failed', 'retried')).toEqual({
      tone: 'warning',
      text: 'Round 2 is asked for: it goes on when its program next runs; round 1 failed: Error: down',
    })
    expect(asked('Error: down', 'attempt', 'cancelled', 'retried').text).toMatch(
      /; round 1 was cancelled; the last error: Error: down$/,
    )
    expect(asked(undefined, 'attempt', 'cancelled', 'retried', 'claimed').text).toMatch(
      /; round 1 was cancelled$/,
    )
    expect(asked(undefined, 'quarantined', 'retried').text).toMatch(/; round 1 was quarantined$/)
    expect(asked(undefined, 'retried').text).toBe(
      'Round 2 is asked for: it goes on when its program next runs',
    )
    const first = { ...sleeping, messages: [], row: { ...row, attempt: 0 } }
    expect(headline({ ...first, stored: stored(null) }).text).toBe('Nothing has failed')
    const held = { ...sleeping, row: { ...row, origin: 'stored', attempt: 0, owner: 'web-1' } as const }
    expect(headline({ ...held, stored: facts('failed', 'retried') }).text).toBe(
      'Round 2 is asked for; round 1 failed',
    )
  })
})
