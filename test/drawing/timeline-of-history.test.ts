import { expect, test } from 'vitest'

import { timelineOfHistory } from '../../src/drawing.ts'
import type { SessionEvent, SessionEventType } from '../../src/durable/session-store.ts'

const history = (
  ...events: readonly (readonly [at: number, type: SessionEventType, more?: Partial<SessionEvent>])[]
): readonly SessionEvent[] =>
  events.map(([at, type, more], index) => ({
    id: 's',
    rev: index + 1,
    type,
    at,
    status: 'active',
    attempt: 1,
    by: null,
    note: null,
    ...more,
  }))

test('attempts and sleeps last until what follows', () => {
  const timeline = timelineOfHistory(
    history(
      [0, 'created', { attempt: 0 }],
      [10, 'attempt'],
      [20, 'sleeping'],
      [25, 'wakeRequested', { by: 'ada' }],
      [30, 'attempt', { attempt: 2 }],
      [40, 'attempt', { attempt: 3 }],
      [50, 'claimed', { by: 'web-2', note: 'its owner died' }],
      [51, 'attempt', { attempt: 3 }],
      [60, 'failed', { attempt: 3 }],
      [70, 'retried'],
      [71, 'attempt', { attempt: 4 }],
      [80, 'done', { attempt: 4 }],
    ),
    'done',
    null,
    500,
  )
  expect(timeline).toMatchObject({ from: 0, to: 80, isOver: true })
  expect(timeline.bars).toStrictEqual([
    {
      kind: 'attempt',
      from: 10,
      to: 20,
      isOpen: false,
      label: 'attempt 1',
      outcome: 'failed',
      attempt: 1,
      index: 2,
    },
    { kind: 'sleep', from: 20, to: 30, isOpen: false, label: 'sleep', outcome: 'done', attempt: 1, index: 4 },
    {
      kind: 'attempt',
      from: 30,
      to: 40,
      isOpen: false,
      label: 'attempt 2',
      outcome: 'failed',
      attempt: 2,
      index: 5,
    },
    {
      kind: 'attempt',
      from: 40,
      to: 50,
      isOpen: false,
      label: 'attempt 3',
      outcome: 'cut',
      attempt: 3,
      error: 'its owner died',
      index: 6,
    },
    {
      kind: 'attempt',
      from: 51,
      to: 60,
      isOpen: false,
      label: 'attempt 3',
      outcome: 'failed',
      attempt: 3,
      index: 8,
    },
    {
      kind: 'attempt',
      from: 71,
      to: 80,
      isOpen: false,
      label: 'attempt 4',
      outcome: 'done',
      attempt: 4,
      index: 11,
    },
  ])
  expect(timeline.marks).toStrictEqual([
    { at: 25, label: 'wake asked for by ada', index: 3 },
    { at: 50, label: 'taken over by web-2', index: 6 },
    { at: 60, label: 'failed', index: 8 },
    { at: 70, label: 'retried', index: 9 },
    { at: 80, label: 'done', index: 11 },
  ])
})

test('what goes on lasts until now, and a sleep has its end', () => {
  const asleep = history([10, 'attempt'], [20, 'sleeping'])
  expect(timelineOfHistory(asleep, 'sleeping', 900, 50)).toMatchObject({
    to: 90,
    isOver: false,
    bars: [{ isOpen: false }, { kind: 'sleep', from: 20, to: 50, isOpen: true, planned: 900, index: 1 }],
  })
  expect(timelineOfHistory(asleep, 'sleeping', null, 50).bars[1]).not.toHaveProperty('planned')
  expect(timelineOfHistory(history([10, 'attempt']), 'active', null, 5)).toMatchObject({
    to: 10,
    bars: [{ kind: 'attempt', from: 10, to: 10, isOpen: true }],
  })
})

test('a session that is written down with its first attempt begins with that', () => {
  const begun = history([10, 'created'], [30, 'sleeping'], [50, 'attempt', { attempt: 2 }])
  expect(timelineOfHistory(begun, 'active', null, 60).bars).toMatchObject([
    { kind: 'attempt', label: 'attempt 1', from: 10, to: 30, outcome: 'failed' },
    { kind: 'sleep', from: 30, to: 50 },
    { kind: 'attempt', label: 'attempt 2', from: 50, isOpen: true },
  ])
})

test('a sleep that was cut short says so, and one of which the end is missing is left out', () => {
  expect(
    timelineOfHistory(history([1, 'sleeping'], [5, 'cancelled']), 'cancelled', null, 9).bars,
  ).toMatchObject([{ kind: 'sleep', outcome: 'cut' }])
  expect(timelineOfHistory(history([1, 'sleeping']), 'failed', null, 9).bars).toEqual([])
  expect(timelineOfHistory([], 'active', null, 9)).toStrictEqual({
    from: 9,
    to: 9,
    bars: [],
    marks: [],
    isOver: false,
  })
})

test('a timeline says whether it begins where the session does', () => {
  const begun = history([0, 'created'], [20, 'sleeping'])
  expect(timelineOfHistory(begun, 'sleeping', null, 30)).not.toHaveProperty('hasGap')
  expect(timelineOfHistory(begun.slice(1), 'sleeping', null, 30)).toMatchObject({ from: 20, hasGap: true })
})

test('a sleep goes on when nobody holds the session, and when somebody takes it over', () => {
  const slept = history([10, 'attempt'], [20, 'sleeping'], [21, 'released'], [400, 'claimed'])
  const [, sleep] = timelineOfHistory(slept, 'sleeping', 900, 500).bars
  expect(sleep).toMatchObject({ kind: 'sleep', from: 20, to: 500, isOpen: true, planned: 900 })
  const woken = [...slept, ...history([900, 'attempt', { attempt: 2 }])]
  expect(timelineOfHistory(woken, 'active', null, 950).bars[1]).toMatchObject({
    from: 20,
    to: 900,
    outcome: 'done',
  })
})
