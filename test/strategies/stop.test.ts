import {
  stopAfterAttempt,
  stopAfterDelay,
  stopAll,
  stopAny,
  stopBeforeDelay,
  stopNever,
  stopWhenAborted,
} from 'holdfast'
import { describe, expect, test } from 'vitest'
import { makeCallState } from '../support/call-state.ts'

describe('stopAfterAttempt', () => {
  test.each([
    [0, 1, true],
    [1, 1, true],
    [3, 2, false],
    [3, 3, true],
    [3, 4, true],
    [2.5, 2, false],
    [1e308, Number.MAX_SAFE_INTEGER, false],
    [Infinity, Number.MAX_SAFE_INTEGER, false],
  ])('of %d at attempt %d is %s', (max, attemptNumber, expected) => {
    expect(stopAfterAttempt(max)(makeCallState({ attemptNumber }))).toBe(expected)
  })

  test.each(['3', undefined, null])('refuses %j with a TypeError', (max) => {
    // @ts-expect-error what JavaScript may pass
    expect(() => stopAfterAttempt(max)).toThrow(TypeError)
  })

  test.each([-1, NaN, -Infinity])('refuses %d with a RangeError', (max) => {
    expect(() => stopAfterAttempt(max)).toThrow(RangeError)
    expect(() => stopAfterAttempt(max)).toThrow(`stopAfterAttempt: max must be at least 0, got ${max}`)
  })
})

describe('stopAfterDelay and stopBeforeDelay', () => {
  test.each([
    [999, 0, false, false],
    [1000, 0, true, true],
    [400, 599, false, false],
    [400, 600, false, true],
  ])('after %d ms with %d ms of sleep to come', (elapsed, upcomingSleep, after, before) => {
    const state = makeCallState({ elapsed, upcomingSleep })
    expect(stopAfterDelay('1s')(state)).toBe(after)
    expect(stopBeforeDelay(1000)(state)).toBe(before)
  })

  test.each([stopAfterDelay, stopBeforeDelay])('%o refuses what is no duration', (stop) => {
    expect(() => stop('soon')).toThrow(
      `${stop.name}: limit must be milliseconds or a string like "1.5s", got "soon"`,
    )
    expect(() => stop(-1)).toThrow(RangeError)
    expect(stop(Infinity)(makeCallState({ elapsed: 1e300 }))).toBe(false)
  })
})

describe('stopWhenAborted', () => {
  test('stops from the abort on', () => {
    const controller = new AbortController()
    const stop = stopWhenAborted(controller.signal)
    expect(stop(makeCallState())).toBe(false)
    controller.abort()
    expect(stop(makeCallState())).toBe(true)
  })

  test.each([undefined, null, new AbortController(), 'signal'])('refuses %o', (signal) => {
    // @ts-expect-error what JavaScript may pass
    expect(() => stopWhenAborted(signal)).toThrow(/^stopWhenAborted: signal must be an AbortSignal, got /)
  })
})

test('stopNever never stops, called as a constructor or not', () => {
  expect(stopNever(makeCallState({ attemptNumber: 1e9, elapsed: 1e9 }))).toBe(false)
  expect(stopNever()).toBe(stopNever)
})

test('stopAny and stopAll join', () => {
  const stop = [stopAfterAttempt(2), stopAfterDelay('1s')]
  const states = [
    makeCallState(),
    makeCallState({ attemptNumber: 2 }),
    makeCallState({ attemptNumber: 2, elapsed: 1000 }),
  ]
  expect(states.map(stopAny(...stop))).toEqual([false, true, true])
  expect(states.map(stopAll(...stop))).toEqual([false, false, true])
})
