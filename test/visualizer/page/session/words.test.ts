import { statePath } from 'holdfast/drawing'
import type { InspectorMessage } from 'holdfast/inspect'
import { expect, test } from 'vitest'

import { isSameDay } from '../../../../visualizer/src/words/times.ts'
import { shownValue, membersOf } from '../../../../visualizer/src/session/values/shown-value.ts'
import { clockTime } from '../../../../visualizer/src/session/words/clock-time.ts'
import { errorInLine, inLine } from '../../../../visualizer/src/session/words/in-line.ts'
import { scopeOf } from '../../../../visualizer/src/session/words/scope-of.ts'

test.each([
  ['a "b"', '"a \\"b\\""'],
  [17, '17'],
  [null, 'null'],
  [undefined, 'nothing'],
  [[], '[]'],
  [{}, '{}'],
  [[1, 'two', { three: null }], '[1, "two", { three: null }]'],
  [{ a: 'line\nbreak' }, '{ a: "line\\nbreak" }'],
])('%o in a line is %s', (value, line) => {
  expect(inLine(value)).toBe(line)
})

test('a line is cut, and nothing long is written for it', () => {
  expect(inLine('x'.repeat(500), 10)).toBe('"xxxxxxxx…')
  expect(
    inLine(
      Array.from({ length: 1000 }, (_, index) => index),
      20,
    ),
  ).toBe('[0, 1, 2, 3, 4, 5, …')
  expect(inLine({ long: 'x'.repeat(5000), never: 'seen' }, 20)).toHaveLength(20)
})

test('an error in a line has its name and its message', () => {
  expect(errorInLine({ name: 'TimeoutError', message: 'too\n  slow' })).toBe('TimeoutError: too slow')
  expect(errorInLine({ name: 'TimeoutError', message: '' })).toBe('TimeoutError')
  expect(errorInLine({ name: 'E', message: 'x'.repeat(300) }, 20)).toHaveLength(20)
  expect(errorInLine('thrown')).toBe('"thrown"')
})

test.each([
  ['done', 'done'],
  [{ sleeping: 'resting' }, 'sleeping.resting'],
  [{ a: { b: 'c' }, d: 'e' }, 'a.b.c, d.e'],
  [{ a: { b: 'c', d: 'e' } }, 'a.b.c, a.d.e'],
  [{ a: {} }, 'a'],
  [undefined, ''],
])('the state %o in words', (value, path) => {
  expect(statePath(value)).toBe(path)
})

test('a time has its milliseconds, and a session may sleep for longer than dates reach', () => {
  const at = new Date(2026, 0, 31, 9, 5, 7, 12).getTime()
  expect(clockTime(at, at)).toBe('09:05:07.012')
  expect(clockTime(9e15, at)).toBe('beyond all dates')
})

test('a time that is not of today has its day', () => {
  const at = new Date(2026, 0, 31, 23, 59, 59, 999).getTime()
  expect(clockTime(at, at + 1)).toBe('31 Jan 23:59:59.999')
  expect(isSameDay(at, at + 1)).toBe(false)
  expect(isSameDay(at, at - 3_600_000)).toBe(true)
})

test('what is counted in some messages is said to be so', () => {
  const message: InspectorMessage = { type: 'dropped', seq: 1, at: 0, count: 1 }
  expect(scopeOf([message], 0)).toBeUndefined()
  expect(scopeOf([message], 5)).toBe('in the last 1 message')
  expect(
    scopeOf(
      Array.from({ length: 1500 }, () => message),
      5,
    ),
  ).toBe('in the last 1,500 messages')
})

test('a tree says of a value what it is', () => {
  expect(shownValue('<b>')).toEqual({ type: 'text', text: '<b>' })
  expect(shownValue(1.5)).toEqual({ type: 'number', text: '1.5' })
  expect(shownValue(false)).toEqual({ type: 'word', text: 'false' })
  expect(shownValue(null)).toEqual({ type: 'word', text: 'null' })
  expect(shownValue([1])).toEqual({ type: 'list', text: '1 item', size: 1 })
  expect(shownValue([1, 2])).toEqual({ type: 'list', text: '2 items', size: 2 })
  expect(shownValue({})).toEqual({ type: 'record', text: 'empty', size: 0 })
  expect(shownValue({ a: 1, b: 2, c: 3, d: 4, e: 5 })).toEqual({
    type: 'record',
    text: 'a, b, c, d, …',
    size: 5,
  })
  expect(membersOf([7])).toEqual([['0', 7]])
  expect(membersOf('text')).toEqual([])
})

test('a record tells its first names, and a list how many it has', () => {
  expect(shownValue({}).text).toBe('empty')
  expect(shownValue({ a: 1, b: 2, c: 3, d: 4 }).text).toBe('a, b, c, d')
  expect(shownValue({ a: 1, b: 2, c: 3, d: 4, e: 5 }).text).toBe('a, b, c, d, …')
})
