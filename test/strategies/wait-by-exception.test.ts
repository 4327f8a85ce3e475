import { stopNever, waitByExceptionType, waitException, waitExponential, waitFixed } from 'holdfast'
import type { Duration, WaitFunction } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { failedState, makeCallState, returnedState } from '../support/call-state.ts'

describe('waitException', () => {
  test('asks the function for the delay after an error, sync or async', async () => {
    const wait = waitException((error: Error) => error.message.length)
    expect(wait(failedState(new Error('four')))).toBe(4)
    expect(await waitException(async () => 7)(failedState('x'))).toBe(7)
  })

  test('waits its second argument after a result', () => {
    expect(waitException(() => 5)(returnedState('pending'))).toBe(0)
    expect(waitException(() => 5, '2s')(returnedState('pending'))).toBe(2000)
    expect(waitException(() => 5, '2s')(makeCallState({ outcome: undefined }))).toBe(2000)
  })

  test('refuses what is no function or duration', () => {
    const none: unknown = 5
    expect(() => waitException(none as () => number)).toThrow(
      'waitException: delayOf must be a function, got 5',
    )
    expect(() => waitException(() => 5, 'soon')).toThrow(/^waitException: afterResult must be /)
  })
})

describe('waitByExceptionType', () => {
  const cases = [
    [RangeError, '5s'],
    [Error, waitExponential()],
  ] as const

  test('lets the first class decide', () => {
    const wait = waitByExceptionType(cases, 250)
    expect(wait(failedState(new RangeError()))).toBe(5000)
    expect(wait(failedState(new TypeError(), { attemptNumber: 3 }))).toBe(4000)
    expect(wait(failedState('text'))).toBe(250)
  })

  test('uses its default after a result', () => {
    expect(waitByExceptionType(cases)(returnedState(1))).toBe(0)
    expect(
      waitByExceptionType(
        new Map<typeof Error, Duration | WaitFunction>(cases),
        waitFixed(9),
      )(returnedState(1)),
    ).toBe(9)
    expect(waitByExceptionType(cases, 9)(makeCallState({ outcome: undefined }))).toBe(9)
  })

  test('says which case is wrong', () => {
    const wrong = (wrongCases: unknown, otherwise?: Duration) => () =>
      waitByExceptionType(wrongCases as [typeof Error, Duration][], otherwise)
    expect(wrong(undefined)).toThrow('waitByExceptionType: cases must be an array or a Map, got undefined')
    expect(wrong([Error])).toThrow(
      'waitByExceptionType: each case must be a pair of a class and a wait, got function Error',
    )
    expect(wrong([['Error', 1]])).toThrow(
      'waitByExceptionType: each type must be an error class, got "Error"',
    )
    expect(wrong([[Error, 'soon']])).toThrow(
      'waitByExceptionType: Error must be milliseconds or a string like "1.5s", got "soon"',
    )
    expect(wrong([], -1)).toThrow(RangeError)
    expect(wrong([[Error, stopNever]])).toThrow(
      'waitByExceptionType: Error must be another kind of strategy, got stopNever',
    )
  })

  test('has no JSON with a class that has no name of its own', () => {
    const anonymous = waitByExceptionType([[class extends Error {}, 5]])
    expect(() => anonymous.toJSON()).toThrow('waitByExceptionType([[anonymous, 5]], 0) has no JSON')
    const namesakes = [5, 6].map((delay) => [class Namesake extends Error {}, delay] as const)
    expect(() => waitByExceptionType(namesakes).toJSON()).toThrow('has no JSON')
  })
})
