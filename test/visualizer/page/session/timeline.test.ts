import { chartGraph, drawTimeline } from 'holdfast/drawing'
import type { SvgNode, TimelineBar } from 'holdfast/drawing'
import type { SessionRow, StoredFacts } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { chartRows } from '../../../../visualizer/src/session/chart/chart-rows.ts'
import { momentIn, storedMoment } from '../../../../visualizer/src/session/moment/chart-moment.ts'
import { indexAfter } from '../../../../visualizer/src/session/moment/moments.ts'
import {
  barAt,
  indexBy,
  isBefore,
  nextBar,
  placeOf,
} from '../../../../visualizer/src/session/timeline/bar-at.ts'
import { describeBar } from '../../../../visualizer/src/session/timeline/describe-bar.ts'
import { plotOf } from '../../../../visualizer/src/session/timeline/plot.ts'
import { timelineIn } from '../../../../visualizer/src/session/timeline/timeline-in.ts'
import { withChosen } from '../../../../visualizer/src/session/timeline/with-chosen.ts'
import { valuesIn } from '../../../../visualizer/src/session/values/values-in.ts'
import {
  doneSession,
  doorSession,
  failedSession,
  sleepingSession,
  storedSession,
} from './support/recorded-details.ts'

const failed = (await failedSession()).detail
const sleeping = await sleepingSession()
const stored = await storedSession()
const done = (await doneSession()).detail
const door = await doorSession()

const timeline = timelineIn(failed, 0)!

/** All elements of a drawing. */
const within = (node: SvgNode): readonly SvgNode[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === 'string' ? [] : within(child))),
]

describe('The bars of a timeline', () => {
  const attempts = timeline.bars.filter(({ kind }) => kind === 'attempt')
  const { row } = failed
  const noon = new Date(2026, 0, 31, 12, 0, 0).getTime()

  test('are found by the moments in them', () => {
    for (const bar of attempts) {
      expect(timeline.bars[barAt(timeline.bars, bar.index)]).toBe(bar)
      expect(timeline.bars[barAt(timeline.bars, bar.index - 1)]?.index).toBe(bar.index)
    }
    expect(timeline.bars[barAt(timeline.bars, undefined)]).toBe(attempts.at(-1))
    const hooks = timeline.bars.filter(({ kind }) => kind === 'hook')
    expect(barAt(hooks, undefined)).toBe(hooks.length - 1)
    expect(barAt(timeline.bars, failed.messages.length)).toBe(timeline.bars.length - 1)
    expect(barAt([], 3)).toBe(-1)
  })

  test('are found by the events that tell of their end, as the buttons for attempts lead there', () => {
    for (const bar of attempts) {
      expect(failed.messages[bar.index + 1]).toMatchObject({ event: { type: 'xstate.error.actor.attempt' } })
      expect(timeline.bars[barAt(timeline.bars, bar.index + 1)]).toBe(bar)
    }
    const next = indexAfter(failed.messages, 0, 'nextAttempt')
    expect(timeline.bars[barAt(timeline.bars, next)]?.label).toBe('attempt 1')
  })

  test('are gone through by keys', () => {
    const last = timeline.bars.length - 1
    expect(nextBar(timeline.bars, 3, 'ArrowLeft')).toBe(2)
    expect(nextBar(timeline.bars, 3, 'ArrowRight')).toBe(4)
    expect(nextBar(timeline.bars, 0, 'ArrowLeft')).toBe(0)
    expect(nextBar(timeline.bars, 3, 'End')).toBe(last)
    expect(nextBar(timeline.bars, 3, 'Home')).toBe(0)
    expect(nextBar(timeline.bars, 3, 'a')).toBeUndefined()
    expect(nextBar([], -1, 'Home')).toBeUndefined()
  })

  test('tell exactly what they are', () => {
    const bar: TimelineBar = {
      kind: 'attempt',
      from: noon,
      to: noon + 152.5,
      isOpen: false,
      label: 'attempt 3',
      index: 4,
    }
    expect(describeBar(bar, row, noon)).toBe('attempt 3: 153 ms (12:00:00.000 to 12:00:00.152)')
    expect(describeBar({ ...bar, outcome: 'failed', error: 'Error: no' }, row, noon)).toBe(
      'attempt 3: 153 ms, failed: Error: no (12:00:00.000 to 12:00:00.152)',
    )
    expect(describeBar({ ...bar, isOpen: true }, row, noon)).toBe(
      'attempt 3: for 153 ms so far (12:00:00.000 to now)',
    )
    expect(describeBar({ ...bar, label: 'sleep', isOpen: true, planned: noon + 30_000 }, row, noon)).toBe(
      'sleep: for 153 ms so far, until 12:00:30.000 (12:00:00.000 to now)',
    )
  })

  test('tell what is known of one with which nobody goes on', () => {
    const open = { from: noon, to: noon + 3000, isOpen: true, index: 4 } as const
    const sleep = { ...open, kind: 'sleep', label: 'sleep' } as const
    const attempt = { ...open, kind: 'attempt', label: 'attempt 1', outcome: 'cut' } as const
    const { endedAt: _at, ...going } = row
    const waiting = { ...going, origin: 'stored', status: 'sleeping' } as const
    expect(describeBar(sleep, waiting, noon + 900_000)).toBe(
      'sleep: 3 s, it goes on when its program next runs (12:00:00.000 to 12:00:03.000)',
    )
    expect(describeBar(attempt, { ...waiting, status: 'interrupted' }, noon + 900_000)).toBe(
      'attempt 1: 3 s at most, it goes on when its program next runs (12:00:00.000 to 12:00:03.000)',
    )
    const lost = { ...row, status: 'lost' } as const
    expect(describeBar({ ...sleep, planned: noon + 9000 }, lost, noon + 900_000)).toBe(
      'sleep: at least 3 s, was to last until 12:00:09.000 (12:00:00.000 to 12:00:03.000, when it was last heard of)',
    )
    const { outcome: _, ...unknown } = attempt
    expect(describeBar(unknown, lost, noon + 900_000)).toBe(
      'attempt 1: at least 3 s (12:00:00.000 to 12:00:03.000, when it was last heard of)',
    )
  })

  test('tell the day of what is not of today, and the seconds of what takes hours', () => {
    const hour = 3_600_000
    const sleep = { kind: 'sleep', from: noon, isOpen: true, label: 'sleep', index: 4 } as const
    expect(describeBar({ ...sleep, to: noon + hour + 2500, planned: noon + 24 * hour }, row, noon)).toBe(
      'sleep: for 1 h 2.5 s so far, until 1 Feb 12:00:00.000 (12:00:00.000 to now)',
    )
  })

  test('are drawn where the page looks for their time', () => {
    const { left, width } = plotOf(1000, timeline)
    const [first] = attempts
    const drawing = drawTimeline(
      { ...timeline, bars: [{ ...first!, from: timeline.from, to: timeline.to }] },
      { width: 1000, now: 0 },
    )
    const body = within(drawing).find(({ attributes }) => attributes['class'] === 'body')
    expect(body?.attributes).toMatchObject({ x: left, width })
  })

  const chosenIn = (drawing: SvgNode) =>
    within(drawing)
      .filter(({ attributes }) => String(attributes['class']).split(' ').includes('is-chosen'))
      .map(({ attributes }) => [attributes['data-index'], attributes['class']])

  test('can be set apart', () => {
    const drawing = drawTimeline(timeline, { width: 1000, now: 0 })
    const [, , third] = attempts
    expect(chosenIn(withChosen(drawing, third))).toEqual([[third?.index, expect.stringContaining('attempt')]])
    expect(withChosen(drawing, undefined)).toEqual(drawing)
    expect(
      chosenIn(withChosen(drawTimeline({ ...timeline, hasGap: true }, { width: 1000, now: 0 }), undefined)),
    ).toEqual([[undefined, 'gap is-chosen']])
    // Bars that lie upon each other are one.
    const hooks = Array.from({ length: 5 }, (_, at): TimelineBar => ({
      kind: 'hook',
      from: timeline.from + at / 1000,
      to: timeline.from + at / 1000,
      isOpen: false,
      label: `hook ${at}`,
      index: at,
    }))
    const gathered = drawTimeline({ ...timeline, bars: hooks }, { width: 1000, now: 0 })
    expect(chosenIn(withChosen(gathered, hooks[2]))).toEqual([[4, expect.stringContaining('hook')]])
    expect(chosenIn(withChosen(gathered, { ...hooks[2]!, index: 7 }))).toEqual([])
  })

  test('are told apart where one message ended one and began another', () => {
    const { bars } = timelineIn(door.detail, door.now)!
    const open = bars.at(-1)!
    expect(open.isOpen).toBe(true)
    expect(bars.filter(({ index }) => index === open.index)).toHaveLength(2)
    expect(placeOf(bars, open)).toBe(bars.length - 1)
    expect(placeOf(bars, { index: open.index, isOpen: false })).toBe(bars.length - 2)
    const drawing = drawTimeline(timelineIn(door.detail, door.now)!, { width: 1000, now: door.now })
    expect(chosenIn(withChosen(drawing, open))).toEqual([[open.index, expect.stringContaining('is-open')]])
  })
})

describe('A timeline that ends before now', () => {
  const history = [
    { type: 'created', at: 1000, attempt: 1 },
    { type: 'sleeping', at: 2000, attempt: 1 },
    { type: 'attempt', at: 5000, attempt: 2 },
  ] as const
  const of = (
    row: Partial<SessionRow>,
    { lines = 3, ...record }: Partial<StoredFacts['record']> & { readonly lines?: number } = {},
  ) => {
    const facts = {
      // What else a store knows is not looked at.
      ...stored.detail.stored!,
      record: { ...stored.detail.stored!.record, dueAt: null, leaseUntil: null, ...record },
      history: history.slice(0, lines) as never,
    }
    return timelineIn({ ...stored.detail, row: { ...stored.detail.row, ...row }, stored: facts }, 900_000)!
  }
  const interrupted = { status: 'interrupted' } as const

  test('ends with the lease of a worker who died, or the last that he wrote', () => {
    const active = { status: 'active' } as const
    const { to, bars } = of(interrupted, { ...active, leaseUntil: 12_000 })
    expect(to).toBe(12_000)
    expect(bars.at(-1)).toMatchObject({ label: 'attempt 2', to: 12_000, isOpen: true, outcome: 'cut' })
    expect(bars[0]).not.toMatchObject({ outcome: 'cut' })
    expect(of(interrupted, active).to).toBe(5000)
    expect(of(interrupted, { ...active, leaseUntil: 2000 }).to).toBe(5000)
    expect(of(interrupted, { ...active, leaseUntil: 910_000 }).to).toBe(900_000)
  })

  test('ends with a sleep that is over, and plans none for which there is nobody', () => {
    const asleep = { status: 'sleeping', lines: 2 } as const
    const { to, bars } = of({ status: 'sleeping' }, { ...asleep, dueAt: 5000 })
    expect(to).toBe(5000)
    expect(bars.at(-1)).toMatchObject({ label: 'sleep', from: 2000, to: 5000, isOpen: true })
    expect(bars.at(-1)).not.toHaveProperty('outcome')
    const early = of({ status: 'sleeping' }, { ...asleep, dueAt: 999_000 })
    expect(early.to).toBe(900_000)
    expect(early.bars.at(-1)).not.toHaveProperty('planned')
    expect(of({ status: 'sleeping' }, asleep).to).toBe(900_000)
    const held = of({ status: 'sleeping', owner: 'web-1' }, { ...asleep, dueAt: 999_000 })
    expect(held.bars.at(-1)).toMatchObject({ planned: 999_000 })
  })

  test('ends with what was told last of one that is lost, or has ended, or was recorded', () => {
    const told = (row: Partial<SessionRow>) =>
      timelineIn(
        { ...sleeping.detail, row: { ...sleeping.detail.row, ...row } },
        sleeping.now + 60_000,
      )!.bars.at(-1)?.to
    const { changedAt } = sleeping.detail.row
    const last = Math.max(changedAt, sleeping.detail.messages.at(-1)!.at)
    expect(told({ status: 'lost' })).toBe(last)
    expect(told({ origin: 'recorded' })).toBe(last)
    expect(told({})).toBe(sleeping.now + 60_000)
  })
})

test('a timeline has a gap where earlier messages are no longer held', () => {
  expect(timelineIn(failed, 0)).not.toHaveProperty('hasGap')
  expect(timelineIn({ ...failed, forgotten: 2 }, 0)).toMatchObject({ hasGap: true })
})

test('before the gap there is no bar', () => {
  const cut = timelineIn({ ...failed, forgotten: 2 }, 0)!
  expect(isBefore(cut, failed.messages[0])).toBe(true)
  expect(isBefore(cut, failed.messages[1])).toBe(false)
  expect(isBefore(cut, undefined)).toBe(false)
  expect(isBefore(timeline, failed.messages[0])).toBe(false)
})

test('a place between bars is the message told last by then', () => {
  const told = [{ at: 10 }, { at: 20 }, { at: 20 }, { at: 30 }]
  expect(indexBy(told, 5)).toBe(0)
  expect(indexBy(told, 20)).toBe(2)
  expect(indexBy(told, 29)).toBe(2)
  expect(indexBy(told, 99)).toBe(3)
})

test('of a session that is only stored, the history makes the timeline, and the store says where it is', () => {
  const bars = timelineIn(stored.detail, stored.now)?.bars ?? []
  expect(bars.filter(({ kind }) => kind === 'attempt').length).toBeGreaterThan(1)
  expect(momentIn(stored.detail, undefined)).toBeUndefined()
  expect(storedMoment(stored.detail)?.activeStates).toEqual(['sleeping', 'sleeping.resting'])
  expect(storedMoment(failed)).toBeUndefined()
  for (const status of ['cancelled', 'quarantined'] as const) {
    const facts = { ...stored.detail.stored!, record: { ...stored.detail.stored!.record, status } }
    expect(storedMoment({ stored: facts })).toBeUndefined()
  }
  expect(timelineIn({ ...stored.detail, stored: undefined } as never, 0)).toBeUndefined()
})

describe('A chart as a table', () => {
  const graph = chartGraph(failed.definition!)

  test('has every state and every transition', () => {
    const rows = chartRows(graph, undefined)
    expect(rows.map(({ path }) => path)).toContain('sleeping.resting')
    expect(rows.flatMap(({ transitions }) => transitions)).toHaveLength(graph.edges.length)
    expect(rows.some(({ isActive }) => isActive)).toBe(false)
  })

  test('calls the machine itself, which has no path, by its id', () => {
    const [machine] = chartRows(
      chartGraph({
        id: 'odd',
        type: 'compound',
        on: { RESET: [{ target: ['#odd'], actions: [] }] },
        states: { idle: { id: 'odd.idle', key: 'idle', type: 'atomic', on: {}, states: {} } },
      }),
      undefined,
    )
    expect(machine?.transitions.map(({ targets }) => targets)).toEqual(['odd'])
  })

  test('says where the session is, and how often each way was taken', () => {
    const rows = chartRows(graph, momentIn(failed, undefined))
    expect(rows.filter(({ isActive }) => isActive).map(({ path }) => path)).toContain('failed')
    const stopping = rows.find(({ path }) => path === 'evaluating.stopping')
    expect(stopping?.transitions).toMatchObject([
      { guard: 'shouldStop: stopAfterAttempt(5)', targets: 'evaluating.givingUp', count: 1 },
      { targets: 'sleeping', count: 4 },
      { targets: 'failed', count: 0 },
    ])
    const before = chartRows(graph, momentIn(failed, 30)).flatMap(({ transitions }) => transitions)
    expect(before.filter(({ isLast }) => isLast)).toHaveLength(1)
  })
})

describe('The values of a session', () => {
  test('are its context, and what it gave once it had', () => {
    const last = done.messages.length - 1
    expect(valuesIn(done, momentIn(done, undefined), undefined)).toMatchObject({
      context: { attemptNumber: 1 },
      state: 'done',
      output: { orders: 17 },
    })
    expect(valuesIn(done, momentIn(done, last), last)['output']).toEqual({ orders: 17, total: '1,204.50 €' })
    expect(valuesIn(done, momentIn(done, 4), 4)['output']).toBeUndefined()
  })

  test('have the event that led there', () => {
    const { messages } = sleeping.detail
    const index = messages.findIndex(
      (message) => message.type === 'state' && message.eventType === 'xstate.error.actor.attempt',
    )
    expect(valuesIn(sleeping.detail, momentIn(sleeping.detail, index), index)).toMatchObject({
      'event xstate.error.actor.attempt': { error: { message: '502 Bad Gateway' } },
    })
  })

  test('have what it was given, as its beginning tells or a store has it', () => {
    const [begun, ...others] = done.messages
    const given = { ...done, messages: [{ ...begun!, input: [7, 'x'] } as typeof begun & {}, ...others] }
    expect(valuesIn(done, undefined, undefined)['input']).toBeUndefined()
    expect(valuesIn(given, undefined, undefined)['input']).toEqual([7, 'x'])
    const record = { ...given, stored: { ...stored.detail.stored!, input: { order: 7 } } }
    expect(valuesIn(record, undefined, undefined)['input']).toEqual({ order: 7 })
  })

  test('are those of the store where nothing else tells', () => {
    expect(valuesIn(stored.detail, undefined, undefined)).toMatchObject({
      context: { attemptNumber: 3 },
      state: { sleeping: 'resting' },
    })
  })
})
