import fc from 'fast-check'
import {
  waitChain,
  waitCombine,
  waitDecorrelatedJitter,
  waitExponential,
  waitExponentialJitter,
  waitFixed,
  waitFullJitter,
  waitIncrementing,
  waitNone,
  waitRandom,
  waitRandomExponential,
} from 'holdfast'
import type { WaitFunction } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { makeCallState } from '../support/call-state.ts'

const LONGEST = 4.611686018427388e21

/** The delays after the first attempts, all with one draw. */
function delays(wait: WaitFunction, count: number, random = 0.5): unknown[] {
  return Array.from({ length: count }, (_, i) =>
    wait(makeCallState({ attemptNumber: i + 1, randoms: [random] })),
  )
}

describe('the delays after the first attempts', () => {
  test.each<[number[], WaitFunction]>([
    [[0, 0, 0], waitNone()],
    [[1500, 1500, 1500], waitFixed('1.5s')],
    [[Infinity, Infinity], waitFixed(Infinity)],
    [[500, 500], waitRandom()],
    [[2000, 2000], waitRandom({ min: '1s', max: '3s' })],
    [[0, 100_000, 200_000], waitIncrementing()],
    [[1000, 1500, 1800, 1800], waitIncrementing({ start: '1s', increment: '500ms', max: 1800 })],
    [[1000, 600, 200, 0, 0], waitIncrementing({ start: 1000, increment: '-400ms' })],
    [[1000, 2000, 4000, 8000], waitExponential()],
    [[200, 400, 800, 1000, 1000], waitExponential({ multiplier: '200ms', max: '1s' })],
    [[250, 300, 900], waitExponential({ multiplier: 100, expBase: 3, min: 250 })],
    [[0, 0, 0], waitExponential({ multiplier: 0 })],
    [[600, 1100, 1600, 1600], waitRandomExponential({ multiplier: 1000, min: 200, max: 3000 })],
    [[1500, 2500, 4500], waitExponentialJitter()],
    [[2050, 4050, 5000], waitExponentialJitter({ initial: '2s', jitter: 100, max: 5000 })],
    [[150, 200, 400], waitExponentialJitter({ multiplier: 100, jitter: 0, min: 150 })],
    [[2000, 2000], waitDecorrelatedJitter()],
    [[1, 2, 5, 5, 5], waitChain(waitFixed(1), waitFixed(2), waitFixed(5))],
    [[1001, 2001, 4001], waitCombine(waitFixed(1), waitExponential())],
    [
      [3, 3],
      waitFixed(1)
        .plus(() => null)
        .plus(() => undefined)
        .plus(() => 2),
    ],
  ])('%j', (expected, wait) => {
    expect(delays(wait, expected.length)).toEqual(expected)
  })
})

test('waitFullJitter is waitRandomExponential', () => {
  expect(waitFullJitter).toBe(waitRandomExponential)
})

test('waitNone is the same strategy, called as a constructor or not', () => {
  expect(waitNone()).toBe(waitNone)
})

describe('no wait overflows, is negative or NaN', () => {
  const size = fc.oneof(
    fc.constantFrom(0, 1, Infinity, 1e308, Number.MIN_VALUE),
    fc.double({ min: 0, noNaN: true }),
  )
  const factor = fc.constantFrom(Number.MIN_VALUE, 0.5, 1, 2, 10, 1e308, Number.MAX_VALUE)
  const limits = fc.tuple(size, size).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }))
  const growth = fc
    .tuple(size, factor, limits)
    .map(([multiplier, expBase, limit]) => ({ multiplier, expBase, ...limit }))
  const attemptNumbers = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(1, 2, 1024, 1025, 1026))
  const waits = fc.oneof(
    growth.map((options) => [waitExponential(options), options] as const),
    growth.map((options) => [waitRandomExponential(options), options] as const),
    fc
      .tuple(growth, size)
      .map(([options, jitter]) => [waitExponentialJitter({ ...options, jitter }), options] as const),
    limits.map((options) => [waitRandom(options), options] as const),
    fc
      .tuple(limits, factor)
      .map(([options, by]) => [waitDecorrelatedJitter({ ...options, factor: by }), options] as const),
    fc
      .tuple(size, size, size, fc.boolean())
      .map(
        ([start, step, max, up]) =>
          [waitIncrementing({ start, increment: up ? step : -step, max }), { min: 0, max }] as const,
      ),
  )

  test('whatever the sizes, the attempt and the draw', () => {
    fc.assert(
      fc.property(
        waits,
        attemptNumbers,
        fc.constantFrom(0, 0.5, 1 - 2 ** -53),
        size,
        ([wait, { min, max }], n, r, s) => {
          const delay = wait(makeCallState({ attemptNumber: n, randoms: [r], upcomingSleep: s })) as number
          expect(delay).toBeGreaterThanOrEqual(min)
          expect(delay).toBeLessThanOrEqual(max)
        },
      ),
      { numRuns: 2000 },
    )
  })

  test.each([
    [waitExponential({ multiplier: 0 }), 5000, 0],
    [waitExponential({ multiplier: Infinity, expBase: 0.5, max: Infinity }), 5000, Infinity],
    [waitExponential(), 5000, LONGEST],
    [waitExponential({ max: Infinity }), 5000, Infinity],
    [waitIncrementing({ start: 5, increment: Infinity }), 1, 5],
    [waitIncrementing({ start: Infinity, increment: -Infinity, max: 7 }), 2, 7],
  ])('%# is as it should be', (wait, attemptNumber, expected) => {
    expect(wait(makeCallState({ attemptNumber }))).toBe(expected)
  })
})

describe('random waits', () => {
  test.each([
    waitRandom(),
    waitRandomExponential({ max: 10 }),
    waitExponentialJitter({ max: 10 }),
    waitDecorrelatedJitter(),
  ])('$label draws once', (wait) => {
    const state = makeCallState({ attemptNumber: 100 })
    wait(state)
    expect(state.randomsUsed).toBe(1)
  })

  test('successive jitters are independent', () => {
    const wait = waitRandom({ max: 100 })
    const state = makeCallState({ randoms: [0.9, 0.1, 0.5] })
    expect([wait(state), wait(state), wait(state)]).toEqual([90, 10, 50])
  })

  test('the decorrelated one widens with the wait before', () => {
    const wait = waitDecorrelatedJitter({ min: 100, max: 2000 })
    const after = (upcomingSleep: number, r: number) => wait(makeCallState({ upcomingSleep, randoms: [r] }))
    expect([after(0, 0), after(0, 0.999), after(500, 0), after(500, 0.5), after(1900, 0.9)]).toEqual([
      100,
      expect.closeTo(299.8),
      100,
      800,
      2000,
    ])
  })
})

describe('wrong sizes', () => {
  const waits = {
    waitRandom,
    waitIncrementing,
    waitExponential,
    waitRandomExponential,
    waitExponentialJitter,
    waitDecorrelatedJitter,
  }
  const table = Object.entries(waits) as [string, (options?: object | string | null) => unknown][]

  test.each(table)('%s names what is wrong', (name, wait) => {
    expect(() => wait('1s')).toThrow(`options of ${name} must be an object, got "1s"`)
    expect(() => wait(null)).toThrow(TypeError)
    for (const option of ['toString', 'maximum']) {
      expect(() => wait({ [option]: 1 })).toThrow(
        new RegExp(`^unknown option ${option} of ${name}: 1; there are .*max`),
      )
    }
    expect(() => wait({ max: 'long' })).toThrow(
      `${name}: max must be milliseconds or a string like "1.5s", got "long"`,
    )
    expect(() => wait({ max: -1 })).toThrow(`${name}: max must be at least 0, got -1`)
    expect(() => wait({ max: undefined })).not.toThrow()
  })

  test.each(table.filter(([name]) => name !== 'waitIncrementing'))(
    '%s refuses a min above its max',
    (name, wait) => {
      expect(() => wait({ min: 2, max: '1ms' })).toThrow(RangeError)
      expect(() => wait({ min: 2, max: '1ms' })).toThrow(`${name}: min must be at most max, 1, got 2`)
      expect(() => wait({ min: -2 })).toThrow(RangeError)
    },
  )

  const growing = { waitExponential, waitRandomExponential, waitExponentialJitter }
  const factors = [
    ...Object.entries(growing).map(([name, wait]) => [name, 'expBase', wait] as const),
    ['waitDecorrelatedJitter', 'factor', waitDecorrelatedJitter] as const,
  ]

  test.each(factors)('%s takes for its %s a finite number above 0', (name, option, wait) => {
    const given = (value: unknown) => () => wait({ [option]: value })
    expect(given('2')).toThrow(TypeError)
    expect(given('2')).toThrow(`${name}: ${option} must be a number, got "2"`)
    for (const value of [0, -1, NaN, Infinity, -Infinity]) {
      expect(given(value)).toThrow(RangeError)
      expect(given(value)).toThrow(`${name}: ${option} must be a finite number above 0, got ${value}`)
    }
    for (const value of [Number.MIN_VALUE, 0.5, Number.MAX_VALUE]) expect(given(value)).not.toThrow()
  })

  test('initial is another name of multiplier', () => {
    expect(() => waitExponentialJitter({ initial: 1, multiplier: 2 })).toThrow(
      /^waitExponentialJitter: initial must be left out/,
    )
    expect(waitExponentialJitter({ initial: 7 }).toJSON()).toEqual({
      type: 'exponentialJitter',
      multiplier: 7,
      jitter: 1000,
    })
  })

  test('a fixed wait is a duration', () => {
    expect(() => waitFixed('soon')).toThrow(
      'waitFixed: delay must be milliseconds or a string like "1.5s", got "soon"',
    )
  })
})
