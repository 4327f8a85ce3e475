import type { SessionDetail, SessionRow } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { agesOf } from '../../../../visualizer/src/session/head/ages-of.ts'
import { describeFailure, describeOutcome } from '../../../../visualizer/src/session/head/describe-outcome.ts'
import { describeWorker } from '../../../../visualizer/src/session/head/describe-worker.ts'
import { fileName } from '../../../../visualizer/src/session/head/file-name.ts'
import { headlineError } from '../../../../visualizer/src/session/head/headline-error.ts'
import { isOutdated } from '../../../../visualizer/src/session/head/is-outdated.ts'
import { nextTry } from '../../../../visualizer/src/session/head/next-try.ts'
import { mayCancel, mayRetry } from '../../../../visualizer/src/session/head/permissions.ts'

const row = (more: Partial<SessionRow>): SessionRow => ({
  key: 'a~1',
  name: 'load',
  kind: 'retry',
  origin: 'live',
  source: 'a',
  status: 'active',
  state: 'attempting.running',
  startedAt: 0,
  changedAt: 0,
  can: [],
  ...more,
})

describe('What a button may do', () => {
  test('retry ends a sleep, and runs again what has ended', () => {
    expect(mayRetry(row({ status: 'sleeping', can: ['wake', 'cancel'] }), false)).toEqual({
      isGiven: true,
      hint: 'ends the sleep: the next attempt begins now',
    })
    expect(mayRetry(row({ status: 'failed', can: ['round'] }), false)).toEqual({
      isGiven: true,
      hint: 'runs it again, in a new round of attempts',
    })
  })

  test('retry is only asked for where nobody runs a stored session', () => {
    const hint = 'asks for it: it goes on when its program next runs'
    const stored = { origin: 'stored', can: ['wake', 'cancel'] } as const
    expect(mayRetry(row({ ...stored, status: 'sleeping' }), false)).toEqual({ isGiven: true, hint })
    expect(mayRetry(row({ ...stored, status: 'failed', can: ['round'] }), false)).toEqual({
      isGiven: true,
      hint,
    })
    expect(mayRetry(row({ ...stored, status: 'sleeping', owner: 'web-1' }), false).hint).toContain(
      'begins now',
    )
    expect(mayRetry(row({ ...stored, can: ['cancel'], attempt: 2 }), false).isGiven).toBe(false)
  })

  test.each([
    [{ status: 'active', attempt: 2 }, 'it does not sleep now, so there is no sleep to end'],
    [{ status: 'active' }, 'its machine retries nothing, and has no sleep to end'],
    [{ status: 'sleeping' }, 'nothing reaches it now: its program is not connected'],
    [{ status: 'done' }, 'it is done'],
    [{ status: 'failed' }, 'it has ended and no store keeps it: its program must start it again'],
    [{ status: 'lost' }, 'its program is gone'],
    [{ status: 'sleeping', origin: 'recorded' }, 'a recording shows what happened, and changes nothing'],
  ] satisfies [Partial<SessionRow>, string][])('why retry does nothing: %o', (more, hint) => {
    expect(mayRetry(row(more), false)).toEqual({ isGiven: false, hint })
  })

  test.each([
    [{ status: 'active', attempt: 1 }, 'nothing reaches it now: its program is not connected'],
    [{ status: 'active' }, 'its machine takes no ABORT in this state'],
    [{ status: 'done' }, 'it has ended'],
    [{ status: 'done', origin: 'recorded' }, 'a recording shows what happened, and changes nothing'],
    [{ status: 'lost' }, 'its program is gone'],
    [{ status: 'quarantined', attempt: 2 }, 'it has ended'],
  ] satisfies [Partial<SessionRow>, string][])('why cancel does nothing: %o', (more, hint) => {
    expect(mayCancel(row(more), false)).toEqual({ isGiven: false, hint })
  })

  test('cancel ends what can be cancelled', () => {
    expect(mayCancel(row({ can: ['cancel'] }), false).isGiven).toBe(true)
  })

  test('nothing may be done where the visualizer is read-only', () => {
    const everything = row({ status: 'sleeping', can: ['wake', 'round', 'cancel'] })
    const refusal = { isGiven: false, hint: 'this visualizer is read-only' }
    expect(mayRetry(everything, true)).toEqual(refusal)
    expect(mayCancel(everything, true)).toEqual(refusal)
  })
})

describe('What came of a command', () => {
  const done = { done: 1, refused: [], refusals: 0 }

  test('says what was done', () => {
    expect(describeOutcome('retry', done, row({ status: 'sleeping' }))).toEqual({
      isGood: true,
      text: 'load is woken: its next attempt begins',
    })
    expect(describeOutcome('retry', done, row({ status: 'failed' })).text).toBe(
      'load runs again, in a new round of attempts',
    )
    expect(describeOutcome('cancel', done, row({})).text).toBe('load is asked to end')
    for (const status of ['sleeping', 'failed'] as const)
      expect(describeOutcome('retry', done, row({ status, origin: 'stored' })).text).toBe(
        'Asked for: load goes on when its program next runs',
      )
  })

  test('says why it was refused, after the name', () => {
    const refused = { done: 0, refused: [{ key: 'a~1', reason: 'does not sleep' }], refusals: 1 }
    expect(describeOutcome('retry', refused, row({ status: 'sleeping' }))).toEqual({
      isGood: false,
      text: 'load does not sleep',
    })
  })

  test('says when there was nothing to do it to', () => {
    expect(describeOutcome('cancel', { ...done, done: 0 }, row({}))).toEqual({
      isGood: false,
      text: 'load is not there any more',
    })
  })

  test('says why a request did not get through', () => {
    expect(describeFailure('Not sent', new Error('no network')).text).toBe('Not sent: no network')
    expect(describeFailure('Not sent', 'odd').text).toBe('Not sent: odd')
  })
})

describe('What came of a command is no news any more', () => {
  const before = row({ status: 'sleeping', attempt: 3 })

  test('once the attempt after it has ended, or the session has', () => {
    expect(isOutdated(before, before)).toBe(false)
    expect(isOutdated(before, row({ attempt: 4 }))).toBe(false)
    expect(isOutdated(before, row({ status: 'sleeping', attempt: 4 }))).toBe(true)
    expect(isOutdated(before, row({ attempt: 5 }))).toBe(true)
    expect(isOutdated(before, row({ status: 'failed', attempt: 4, endedAt: 9 }))).toBe(true)
    expect(isOutdated(row({}), row({}))).toBe(false)
  })

  test('once one that had ended is at work again, or has ended again', () => {
    const failed = row({ status: 'failed', attempt: 5, endedAt: 9 })
    expect(isOutdated(failed, failed)).toBe(false)
    expect(isOutdated(failed, row({ status: 'sleeping', attempt: 5 }))).toBe(false)
    expect(isOutdated(failed, row({ attempt: 6 }))).toBe(true)
    expect(isOutdated(failed, { ...failed, endedAt: 12 })).toBe(true)
  })
})

describe('When it was at work', () => {
  const at = 1_700_000_000_000

  test('is since when, while it goes on', () => {
    expect(agesOf(row({ startedAt: at }), at + 12_900)).toEqual([{ name: 'Began', at, text: ', 12 s ago' }])
  })

  test('is when it ended, and how long it took', () => {
    const ended = row({ status: 'failed', startedAt: at, endedAt: at + 63_090 })
    expect(agesOf(ended, at + 1_300_000)).toEqual([
      { name: 'Failed', at: at + 63_090, text: ', 20 min ago' },
      { name: 'Took', text: '1 min 3.1 s' },
    ])
  })

  test('is when it was last heard of, where its end is not known', () => {
    expect(agesOf(row({ status: 'lost', changedAt: at }), at + 7_200_000)).toEqual([
      { name: 'Last heard of', at, text: ', 2 h ago' },
    ])
  })
})

describe('Who runs a session', () => {
  const worker = (more: Partial<SessionRow>, stored?: SessionDetail['stored']) =>
    describeWorker({ row: row(more), ...(stored && { stored }) }, 10_000)

  test('names the owner, and how long its lease is', () => {
    const owner = 'process 4711 on web-1'
    expect(worker({ owner, leaseUntil: 28_400 })).toBe('process 4711 on web-1, lease for 18 s more')
    expect(worker({ owner, leaseUntil: 10_400 })).toBe('process 4711 on web-1, lease for less than 1 s more')
    expect(worker({ owner, leaseUntil: 7000 })).toBe('process 4711 on web-1, lease ran out 3 s ago')
    expect(worker({ owner })).toBe('process 4711 on web-1')
  })

  test('says when nobody runs a stored one', () => {
    expect(worker({ origin: 'stored', status: 'sleeping' })).toBe('no worker: it runs when its program does')
  })

  test('has nothing to say of one that has ended, lives in its program, or was recorded', () => {
    expect(worker({ origin: 'stored', status: 'failed', owner: 'ada' })).toBeUndefined()
    expect(worker({})).toBeUndefined()
    expect(worker({ origin: 'recorded', owner: 'ada' })).toBeUndefined()
  })
})

describe('When it tries again', () => {
  test('tells the instant, and how long it is until then', () => {
    expect(nextTry(row({ status: 'sleeping', wakeAt: 75_000 }), 10_000)).toEqual({
      at: 75_000,
      text: 'in 1 min 5 s',
    })
    expect(nextTry(row({ status: 'sleeping', wakeAt: 10_000 }), 10_000).text).toBe('now')
  })

  test('is when its program runs, where nobody holds a stored one that is due', () => {
    const due = { status: 'sleeping', origin: 'stored', wakeAt: 10_000 } as const
    expect(nextTry(row(due), 12_000)).toEqual({ text: 'when its program runs' })
    expect(nextTry(row({ origin: 'stored' }), 12_000)).toEqual({ text: 'when its program runs' })
    expect(nextTry(row(due), 9000).text).toBe('in 1 s')
    expect(nextTry(row({ ...due, owner: 'web-1' }), 12_000).text).toBe('now')
  })

  test.each([
    [{ status: 'sleeping' }, 'when it is woken'],
    [{ status: 'active' }, 'under way now'],
    [{ status: 'lost', wakeAt: 1 }, 'unknown'],
    [{ status: 'failed' }, 'none'],
  ] satisfies [Partial<SessionRow>, string][])('without an instant: %o', (more, text) => {
    expect(nextTry(row(more), 0)).toEqual({ text })
  })
})

test("the error in the head is the row's, or else the store's", () => {
  const detail = { row: row({}), messages: [], forgotten: 0, taken: {}, children: [], lastEventId: '' }
  expect(headlineError(detail)).toBeUndefined()
  expect(headlineError({ ...detail, row: row({ error: 'Error: a' }) })).toBe('Error: a')
})

test('a file is named after its session, in what file systems take', () => {
  expect(fileName('load ../orders: €', 'chart', 'svg')).toBe('load-..-orders-chart.svg')
  expect(fileName('x'.repeat(200), 'chart', 'svg')).toHaveLength(90)
})

test('the error of a session that is stored is told where its row has none', () => {
  const stored = (error: unknown) => ({ row: row({}), stored: { error } }) as unknown as SessionDetail
  expect(headlineError(stored({ name: 'Error', message: 'down' }))).toBe('Error: down')
  expect(headlineError(stored(null))).toBeUndefined()
  expect(headlineError(stored(undefined))).toBeUndefined()
  expect(headlineError({ row: row({}) } as SessionDetail)).toBeUndefined()
  expect(headlineError({ row: row({ error: 'Error: up' }) } as SessionDetail)).toBe('Error: up')
})
