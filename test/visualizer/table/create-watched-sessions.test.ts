import { expect, test } from 'vitest'

import type { StoredFacts } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'

import { createWatchedSessions } from '../../../src/visualizer/table/create-watched-sessions.ts'
import { createNumbering } from '../../../src/visualizer/table/numbering.ts'
import { aMessage } from '../support/fake-source.ts'

function watchedSessions() {
  const clock = createVirtualClock()
  const numbering = createNumbering()
  const heard = { news: 0 }
  const watched = createWatchedSessions({ numbering, clock, onNews: () => heard.news++ })
  const since = (key: string, after: number) => watched.since(key, after, numbering.last)
  const seqs = (key: string, after: number) =>
    since(key, after)?.messages.map((text) => JSON.parse(text).seq as number)
  return { clock, numbering, watched, heard, since, seqs }
}

const MINUTE = 60_000

test('what is told of a session that nobody looks at is let go', () => {
  const { watched, numbering, heard, since } = watchedSessions()
  watched.message('a', aMessage(1))
  expect(numbering.last).toBe(0)
  expect(heard.news).toBe(0)
  expect(since('a', 0)).toBeUndefined()
  expect(watched.isWatched('a')).toBe(false)
})

test('what is told of one that is looked at is kept, by number', () => {
  const { watched, numbering, heard, seqs } = watchedSessions()
  watched.watch('a')
  watched.message('a', aMessage(7))
  numbering.next()
  watched.message('a', aMessage(8))
  watched.message('b', aMessage(9))
  expect(heard.news).toBe(2)
  expect(seqs('a', 0)).toEqual([7, 8])
  expect(seqs('a', 1)).toEqual([8])
  expect(seqs('a', 3)).toEqual([])
  expect(watched.since('a', 0, 2)?.messages).toHaveLength(1)
})

test('facts and definitions are kept as they were told last', () => {
  const { watched, since } = watchedSessions()
  watched.touch('a')
  const facts = (state: string) => ({ state }) as StoredFacts
  watched.stored('a', facts('one'))
  watched.stored('a', facts('two'))
  watched.definition('a', { id: 'retry' })
  expect(since('a', 0)).toEqual({ messages: [], stored: '{"state":"two"}', definition: '{"id":"retry"}' })
  expect(since('a', 2)).toEqual({ messages: [], definition: '{"id":"retry"}' })
  expect(since('a', 3)).toEqual({ messages: [] })
})

test('a session that was asked for is kept for a minute, and one that is looked at a minute more', () => {
  const { watched, clock, seqs } = watchedSessions()
  watched.touch('a')
  const stop = watched.watch('b')
  clock.advance(MINUTE - 1)
  watched.message('a', aMessage(1))
  expect(seqs('a', 0)).toEqual([1])
  clock.advance(1)
  watched.message('a', aMessage(2))
  expect(seqs('a', 0)).toBeUndefined()
  clock.advance(MINUTE)
  stop()
  clock.advance(MINUTE - 1)
  expect(watched.isWatched('b')).toBe(true)
  clock.advance(1)
  expect(watched.isWatched('b')).toBe(false)
})

test('two may look at it', () => {
  const { watched, clock } = watchedSessions()
  const stop = watched.watch('a')
  watched.watch('a')
  stop()
  clock.advance(2 * MINUTE)
  expect(watched.isWatched('a')).toBe(true)
})

test('whoever was cut off for longer knows that something is missing', () => {
  const { watched, clock, numbering, seqs } = watchedSessions()
  watched.watch('a')()
  watched.message('a', aMessage(1))
  const before = numbering.last
  clock.advance(MINUTE)
  watched.message('a', aMessage(2))
  watched.watch('a')
  watched.message('a', aMessage(3))
  expect(seqs('a', before)).toBeUndefined()
  expect(seqs('a', numbering.last - 1)).toEqual([3])
})

test('whoever comes to a session later than others left it misses nothing', () => {
  const { watched, clock, numbering, seqs } = watchedSessions()
  watched.watch('a')()
  clock.advance(MINUTE)
  expect(watched.isWatched('a')).toBe(false)
  const after = numbering.last
  watched.watch('a')
  expect(seqs('a', after)).toEqual([])
})

test('a session that tells too much is not told as a whole', () => {
  const { watched, seqs } = watchedSessions()
  watched.watch('a')
  for (let seq = 1; seq <= 5000; seq++) watched.message('a', aMessage(seq))
  expect(seqs('a', 0)).toHaveLength(5000)
  watched.message('a', aMessage(5001))
  expect(seqs('a', 0)).toBeUndefined()
  expect(seqs('a', 4998)).toEqual([4999, 5000, 5001])
})

test('long messages are too much sooner', () => {
  const { watched, seqs } = watchedSessions()
  watched.watch('a')
  const long = (seq: number) => ({ ...aMessage(seq), text: 'x'.repeat(3_000_000) })
  watched.message('a', long(1))
  watched.message('a', long(2))
  expect(seqs('a', 0)).toEqual([1, 2])
  watched.message('a', long(3))
  expect(seqs('a', 0)).toBeUndefined()
  expect(seqs('a', 1)).toEqual([2, 3])
  watched.message('a', aMessage(4))
  expect(seqs('a', 1)).toEqual([2, 3, 4])
})

test('the first message after a number and a seq is found', () => {
  const { watched } = watchedSessions()
  watched.watch('a')
  for (const seq of [11, 12, 13]) watched.message('a', aMessage(seq))
  expect(watched.firstAfter('a', 0, 11)).toBe(2)
  expect(watched.firstAfter('a', 2, 11)).toBe(3)
  expect(watched.firstAfter('a', 0, 13)).toBeUndefined()
  expect(watched.firstAfter('b', 0, 0)).toBeUndefined()
})

test('a hundred sessions are kept, and those of which most is known to be missing go first', () => {
  const { watched, numbering, seqs } = watchedSessions()
  watched.watch('looked at')
  for (let n = 0; n < 99; n++) watched.touch(`session ${n}`)
  watched.touch('session 0')
  const after = numbering.last
  watched.touch('one more')
  expect(watched.isWatched('looked at')).toBe(true)
  expect(watched.isWatched('session 0')).toBe(true)
  expect(watched.isWatched('session 1')).toBe(false)
  watched.touch('session 1')
  expect(seqs('session 1', after)).toBeUndefined()
})

test('where all are looked at, all are kept', () => {
  const { watched } = watchedSessions()
  for (let n = 0; n <= 100; n++) watched.watch(`session ${n}`)
  watched.touch('one more')
  expect(watched.isWatched('session 0')).toBe(true)
  expect(watched.isWatched('one more')).toBe(true)
})

test('that something is missing is known however many were left', () => {
  const { watched, numbering, seqs } = watchedSessions()
  watched.touch('first')
  const after = numbering.last
  for (let n = 0; n < 1200; n++) watched.touch(`session ${n}`)
  const late = numbering.last
  watched.touch('first')
  expect(seqs('first', after)).toBeUndefined()
  expect(seqs('first', late)).toEqual([])
})
