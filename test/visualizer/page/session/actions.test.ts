import type { SessionDetail, SessionRow, StoredFacts } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { agesOf } from '../../../../visualizer/src/session/head/ages-of.ts'
import { describeFailure, describeOutcome } from '../../../../visualizer/src/session/head/describe-outcome.ts'
import { describeWorker } from '../../../../visualizer/src/session/head/describe-worker.ts'
import { fileName } from '../../../../visualizer/src/session/head/file-name.ts'
import { hintsOf } from '../../../../visualizer/src/session/head/hints-of.ts'
import { nextTry } from '../../../../visualizer/src/session/head/next-try.ts'
import { mayCancel, mayDownload, mayRetry } from '../../../../visualizer/src/session/head/permissions.ts'
import { requestLine } from '../../../../visualizer/src/session/head/request-line.ts'
import { cancelledLine, whyCancelled } from '../../../../visualizer/src/session/head/why-cancelled.ts'
import { localTime } from '../../../../visualizer/src/words/times.ts'

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
      hint: 'Ends the sleep: the next attempt begins now.',
    })
    expect(mayRetry(row({ status: 'failed', can: ['round'] }), false)).toEqual({
      isGiven: true,
      hint: 'Runs it again, in a new round of attempts.',
    })
  })

  test('retry is only asked for where nobody runs a stored session', () => {
    const hint = 'Asks for it: it goes on when its program next runs.'
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
    [{ status: 'active', attempt: 2 }, 'It does not sleep now: there is no sleep to end.'],
    [{ status: 'active' }, 'Its machine retries nothing, and has no sleep to end.'],
    [{ status: 'interrupted' }, 'It does not sleep now: there is no sleep to end.'],
    [{ status: 'sleeping' }, 'Nothing reaches it now: its program is not connected.'],
    [{ status: 'done' }, 'It is done: there is nothing to retry or to cancel.'],
    [
      { status: 'failed' },
      'It cannot be retried here: no store keeps it, so its program must start it again.',
    ],
    [{ status: 'lost' }, 'Its program is gone: nothing can be asked of it.'],
    [{ status: 'sleeping', origin: 'recorded' }, 'A recording shows what happened, and changes nothing.'],
  ] satisfies [Partial<SessionRow>, string][])('why retry does nothing: %o', (more, hint) => {
    expect(mayRetry(row(more), false)).toEqual({ isGiven: false, hint })
  })

  test.each([
    [{ status: 'active', attempt: 1 }, 'Nothing reaches it now: its program is not connected.'],
    [{ status: 'active' }, 'Its machine takes no ABORT in this state: it cannot be cancelled.'],
    [{ status: 'done' }, 'It is done: there is nothing to retry or to cancel.'],
    [{ status: 'failed' }, 'It has ended: there is nothing to cancel.'],
    [{ status: 'done', origin: 'recorded' }, 'A recording shows what happened, and changes nothing.'],
    [{ status: 'lost' }, 'Its program is gone: nothing can be asked of it.'],
    [{ status: 'quarantined', attempt: 2 }, 'It has ended: there is nothing to cancel.'],
  ] satisfies [Partial<SessionRow>, string][])('why cancel does nothing: %o', (more, hint) => {
    expect(mayCancel(row(more), false)).toEqual({ isGiven: false, hint })
  })

  test('cancel ends what can be cancelled', () => {
    expect(mayCancel(row({ can: ['cancel'] }), false).isGiven).toBe(true)
  })

  test('a recording is given of what is held', () => {
    const messages = [{ type: 'dropped', seq: 1, at: 0, count: 1 }] as const
    expect(mayDownload({ messages }).isGiven).toBe(true)
    expect(mayDownload({ messages: [] })).toEqual({
      isGiven: false,
      hint: 'There is no recording to download: no message of it is held.',
    })
  })

  test('what several say is said once', () => {
    const [a, b] = [mayRetry(row({ status: 'done' }), false), mayCancel(row({ status: 'done' }), false)]
    expect(hintsOf([a, b], 'x')).toEqual([{ ...a, id: 'x-0' }])
    const failed = row({ status: 'failed' })
    expect(hintsOf([mayRetry(failed, false), mayCancel(failed, false)], 'x').map(({ id }) => id)).toEqual([
      'x-0',
      'x-1',
    ])
  })

  test('nothing may be done where the visualizer is read-only', () => {
    const everything = row({ status: 'sleeping', can: ['wake', 'round', 'cancel'] })
    const refusal = { isGiven: false, hint: 'This visualizer is read-only.' }
    expect(mayRetry(everything, true)).toEqual(refusal)
    expect(mayCancel(everything, true)).toEqual(refusal)
  })
})

describe('What came of a command', () => {
  const done = { done: 1, refused: [], refusals: 0 }

  test('says what was done', () => {
    expect(describeOutcome('retry', done, row({ status: 'sleeping' }))).toEqual({
      tone: 'plain',
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
      tone: 'bad',
      text: 'load does not sleep',
    })
  })

  test('says when there was nothing to do it to', () => {
    expect(describeOutcome('cancel', { ...done, done: 0 }, row({}))).toEqual({
      tone: 'bad',
      text: 'load is not there any more',
    })
  })

  test('says why a request did not get through', () => {
    expect(describeFailure('Not sent', new Error('no network')).text).toBe('Not sent: no network')
    expect(describeFailure('Not sent', 'odd').text).toBe('Not sent: odd')
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
    expect(worker({ owner, leaseUntil: 28_400 })).toEqual({ text: owner, lease: 'lease for 18 s more' })
    expect(worker({ owner, leaseUntil: 10_400 })?.lease).toBe('lease for less than 1 s more')
    expect(worker({ owner, leaseUntil: 7000 })).toEqual({
      text: 'process 4711 on web-1, lease has run out',
      lease: 'lease ran out 3 s ago',
    })
    expect(worker({ owner })).toEqual({ text: owner })
    const record = { leaseUntil: 11_000 }
    // What else a store knows is not looked at.
    const stored = { holder: 'process 1 on db-1', record } as unknown as StoredFacts
    expect(worker({}, stored)).toEqual({ text: 'process 1 on db-1', lease: 'lease for 1 s more' })
  })

  test('says when nobody runs a stored one', () => {
    for (const status of ['sleeping', 'interrupted'] as const)
      expect(worker({ origin: 'stored', status })).toEqual({
        text: 'no worker: it runs when its program does',
      })
  })

  test('says that nobody does any more', () => {
    expect(worker({ status: 'lost' })).toEqual({ text: 'none: its program is gone' })
    expect(worker({ status: 'lost', origin: 'recorded' })).toBeUndefined()
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

  test('is when its program runs, where nobody holds a stored one, whenever it is due', () => {
    const due = { status: 'sleeping', origin: 'stored', wakeAt: 10_000 } as const
    expect(nextTry(row(due), 12_000)).toEqual({ text: 'when its program runs' })
    expect(nextTry(row({ origin: 'stored', status: 'interrupted' }), 12_000)).toEqual({
      text: 'when its program runs',
    })
    const until = `when its program runs, not before ${localTime(10_000, 9000)}`
    expect(nextTry(row(due), 9000)).toEqual({ text: until })
    expect(nextTry(row({ ...due, asked: 'wake' }), 9000)).toEqual({ text: 'when its program runs' })
    expect(nextTry(row({ ...due, owner: 'web-1' }), 12_000).text).toBe('now')
  })

  test('is not the end of its sleep, where its store was asked for something else', () => {
    const asleep = { status: 'sleeping', origin: 'stored', wakeAt: 75_000 } as const
    const next = (more: Partial<SessionRow>) => nextTry(row({ ...asleep, ...more }), 10_000)
    expect(next({ asked: 'wake', owner: 'web-1' })).toEqual({ text: 'once it is woken' })
    expect(next({ asked: 'wake' })).toEqual({ text: 'when its program runs' })
    expect(next({ asked: 'cancel' })).toEqual({ text: 'none' })
    expect(next({ asked: 'cancel', status: 'active' })).toEqual({ text: 'none' })
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

describe('What was asked of it and is not done yet', () => {
  const at = 1_700_000_000_000
  const by = 'ada@web-1, visualizer'
  const request = (
    more: Partial<SessionRow>,
    leaseUntil: number | null = null,
    asker: string | null = by,
  ) => {
    const history = [
      { type: 'created', at: 0, by: 'worker' },
      { type: 'wakeRequested', at: at - 60_000, by: 'bob' },
      { type: 'wakeRequested', at: at - 3000, by: asker },
      { type: 'cancelRequested', at: at - 2000, by: asker },
    ]
    // What else a store knows is not looked at.
    const stored = { record: { leaseUntil }, history } as unknown as StoredFacts
    return requestLine({ row: row({ origin: 'stored', ...more }), stored }, at)
  }

  test('says who asked, and who does it when', () => {
    expect(request({ asked: 'wake', owner: 'process 4711 on web-1' })).toBe(
      `Wake asked for by ${by}, 3 s ago: process 4711 on web-1 ends its sleep at its next look`,
    )
    expect(request({ asked: 'cancel', owner: 'process 4711 on web-1' }, at + 9000, null)).toBe(
      'Cancel asked for, 2 s ago: process 4711 on web-1 ends it at its next look',
    )
    expect(request({})).toBeUndefined()
  })

  test('says what becomes of it where its worker is gone', () => {
    const until = at + 9000
    expect(request({ asked: 'cancel' }, until)).toBe(
      `Cancel asked for by ${by}, 2 s ago: its worker is gone: whoever runs it next ends it, ` +
        `on another machine once its lease ends at ${localTime(until, at)}`,
    )
    expect(request({ asked: 'cancel' }, at)).toMatch(
      /: whoever runs it next ends it; cancelled again, it ends at once$/,
    )
    expect(request({ asked: 'wake' })).toMatch(/: whoever runs it next ends its sleep$/)
  })

  test('says so of one whose store is not known', () => {
    const asked = { asked: 'wake', storedKey: 's' } as const
    expect(requestLine({ row: row(asked) }, at)).toBe(
      'Wake asked for: its program ends its sleep at its next look',
    )
    expect(requestLine({ row: row({ ...asked, origin: 'stored' }) }, at)).toBe(
      'Wake asked for: whoever runs it next ends its sleep',
    )
  })
})

describe('Why it was cancelled', () => {
  const error = { name: 'AbortError', message: 'enough' }
  const end = { type: 'end', seq: 9, at: 9, sessionId: 'a', status: 'failed', error } as const
  const abort = { type: 'event', seq: 8, at: 9, sessionId: 'a', event: { type: 'ABORT' } } as const
  const stored = (...events: readonly (readonly [type: string, by: string | null])[]) =>
    // Likewise.
    ({ history: events.map(([type, by]) => ({ type, by })) }) as unknown as StoredFacts
  const why = (more: Partial<SessionDetail>) =>
    whyCancelled({ row: row({ status: 'cancelled', error: 'Error: down' }), messages: [], ...more })

  const lastError = 'Error: down'

  test('is who asked for it', () => {
    expect(why({ messages: [{ ...abort, by: 'ada' }, end] })).toEqual({
      by: 'ada',
      reason: 'AbortError: enough',
      lastError,
    })
    const facts = stored(
      ['cancelRequested', 'bob'],
      ['cancelled', 'worker'],
      ['retried', 'bob'],
      ['cancelRequested', 'ada'],
      ['claimed', 'worker'],
      ['cancelled', 'worker'],
    )
    expect(why({ stored: facts, messages: [abort, end] })?.by).toBe('ada')
    const again = ['cancelRequested', 'eve'] as const
    const named = [
      ['claimed', 'worker'],
      ['cancelRequested', 'ada'],
      again,
      ['cancelRequested', null],
    ] as const
    // Who runs it has ended it, or whoever asked once nobody did.
    expect(why({ stored: stored(...named, ['cancelled', 'worker']) })?.by).toBe('eve')
    expect(why({ stored: stored(...named, ['cancelled', 'bob']) })?.by).toBe('bob')
    expect(why({ stored: stored(...named, ['cancelled', null]) })?.by).toBe('eve')
    const nameless = stored(['created', 'worker'], ['cancelRequested', null], ['cancelled', 'worker'])
    expect(why({ stored: nameless })).toEqual({ lastError })
    expect(why({ messages: [{ ...abort, by: 'ada' }, abort, end] })?.by).toBe('ada')
    expect(why({ stored: stored(['retried', 'bob'], ['cancelled', 'eve']) })).toEqual({
      by: 'eve',
      lastError,
    })
  })

  test('is an error where nobody was named, which is not the last of its attempts', () => {
    const reason = 'AbortError: enough'
    expect(why({ messages: [abort, end] })).toEqual({ reason, lastError })
    expect(why({ stored: stored(['cancelled', null]), messages: [end] })).toEqual({ reason, lastError })
    const untold = row({ status: 'cancelled', error: 'AbortError: enough' })
    expect(why({ row: untold, messages: [end] })).toEqual({ reason })
  })

  test('is not known where nothing tells of it, or nobody has cancelled it', () => {
    expect(why({ stored: stored(['cancelled', null]) })).toEqual({ lastError })
    expect(why({ row: row({ status: 'cancelled' }), messages: [abort] })).toEqual({})
    expect(why({ row: row({ status: 'failed' }), messages: [end] })).toBeUndefined()
  })

  test('is a line', () => {
    expect(cancelledLine({ by: 'ada', reason: 'AbortError: enough', lastError })).toBe(
      'Cancelled by ada; the last error: Error: down',
    )
    expect(cancelledLine({ reason: 'AbortError: enough' })).toBe('Cancelled: AbortError: enough')
    expect(cancelledLine({})).toBe('Cancelled')
  })
})

test('a file is named after its session, in what file systems take', () => {
  expect(fileName('load ../orders: €', 'chart', 'svg')).toBe('load-..-orders-chart.svg')
  expect(fileName('x'.repeat(200), 'chart', 'svg')).toHaveLength(90)
})
