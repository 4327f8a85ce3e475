import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import {
  defineStrategy,
  retryAll,
  retryAny,
  retryIfResult,
  stopAfterAttempt,
  stopAll,
  stopAny,
  stopNever,
  waitChain,
  waitCombine,
  waitFixed,
} from 'holdfast'
import type { RetryCallState } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { makeCallState } from '../support/call-state.ts'

type Answer = boolean | Promise<boolean>

const state = makeCallState()
const late = async <T>(value: T) => value

describe.each([
  { any: stopAny, all: stopAll, kind: 'stop' },
  { any: retryAny, all: retryAll, kind: 'retry' },
])('$kind strategies joined', ({ any, all }) => {
  test('say what Array.some and Array.every say, after asking no more parts than they do', async () => {
    const answers = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(answers, async (script) => {
        const asked: number[] = []
        const parts = script.map(([answer, isLate], i) => () => {
          asked.push(i)
          return isLate ? late(answer) : answer
        })
        const plain = script.map(([answer]) => answer)

        expect(await any(...parts)(state)).toBe(plain.some(Boolean))
        const firstYes = plain.indexOf(true)
        expect(asked).toEqual(plain.map((_, i) => i).slice(0, firstYes === -1 ? undefined : firstYes + 1))

        asked.length = 0
        expect(await all(...parts)(state)).toBe(plain.every(Boolean))
        const firstNo = plain.indexOf(false)
        expect(asked).toEqual(plain.map((_, i) => i).slice(0, firstNo === -1 ? undefined : firstNo + 1))
      }),
    )
  })

  test('are synchronous as long as their parts are', () => {
    expect(
      any(
        () => false,
        () => true,
        () => late(false),
      )(state),
    ).toBe(true)
    expect(
      all(
        () => true,
        () => false,
        () => late(false),
      )(state),
    ).toBe(false)
    expect(any(() => late(true))(state)).toBeInstanceOf(Promise)
  })

  test('take a promise of another realm for one, and any value for an answer', async () => {
    const thenable: unknown = runInNewContext('Promise.resolve(true)')
    expect(
      await any(
        () => false,
        () => thenable as Answer,
      )(state),
    ).toBe(true)
    expect(
      await all(
        () => true,
        () => thenable as Answer,
      )(state),
    ).toBe(true)
    const truthy: unknown = 'yes'
    expect(any(() => truthy as boolean)(state)).toBe(true)
    expect(await all(() => late(truthy as boolean))(state)).toBe(true)
    const falsy: unknown = null
    expect(any(() => falsy as boolean)(state)).toBe(false)
  })

  test('fail as a part fails', async () => {
    const error = new Error('part')
    const throws = (): boolean => {
      throw error
    }
    expect(() => any(() => false, throws)(state)).toThrow(error)
    await expect(all(() => late(true), throws)(state)).rejects.toBe(error)
  })

  test('need parts that are functions', () => {
    const none: unknown = 5
    expect(() => all()).toThrow(/^(stop|retry)All must be given a strategy, got \[\]$/)
    expect(() => any(none as () => boolean)).toThrow(/^(stop|retry)Any: strategy must be a function, got 5$/)
    expect(() => any(waitFixed(1) as never)).toThrow(
      /^(stop|retry)Any: strategy must be another kind of strategy, got waitFixed\(1\)$/,
    )
    expect(() => all(TypeError as never)).toThrow(
      'strategy must be a function: retryIfExceptionType(TypeError)',
    )
  })

  test('settle nothing without parts', () => {
    expect(any()(state)).toBe(false)
    expect(any().describe()).toBe('never')
  })

  test('are joined by methods likewise', async () => {
    expect(any(() => false).or(() => true)(state)).toBe(true)
    expect(any(() => true).and(() => false)(state)).toBe(false)
    expect(
      await any(() => false)
        .or(() => late(true))
        .and(() => true)(state),
    ).toBe(true)
    const none: unknown = undefined
    expect(() => any(() => true).or(none as () => boolean)).toThrow(
      '.or(): strategy must be a function, got undefined',
    )
  })
})

describe('waits joined', () => {
  test('add up from left to right, sync or async', async () => {
    const delays = fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(delays, async (script) => {
        const asked: number[] = []
        const parts = script.map(([ms, isLate], i) => () => {
          asked.push(i)
          return isLate ? late(ms) : ms
        })
        const total = script.reduce((sum, [ms]) => sum + ms, 0)
        expect(await waitCombine(...parts)(state)).toBe(total)
        expect(asked).toEqual(script.map((_, i) => i))
      }),
    )
  })

  test('count nothing for null and undefined, and stay synchronous', async () => {
    expect(
      waitCombine(
        () => null,
        waitFixed(2),
        () => undefined,
      )(state),
    ).toBe(2)
    expect(
      await waitCombine(
        () => late(null),
        waitFixed(2),
        () => late(undefined),
      )(state),
    ).toBe(2)
  })

  test('pass on what is no number, for the session to refuse', () => {
    const text: unknown = '5'
    expect(waitCombine(waitFixed(1), () => text as number)(state)).toBe('15')
    expect(waitCombine(waitFixed(1), () => NaN)(state)).toBeNaN()
  })

  test('add up to nothing without parts', () => {
    expect(waitCombine()(makeCallState())).toBe(0)
    expect(waitCombine().describe()).toBe('no wait')
  })

  test('are not asked when their turn in a chain has not come', () => {
    const asked: string[] = []
    const wait = (name: string) => () => void asked.push(name)
    void waitChain(wait('a'), wait('b'))(makeCallState({ attemptNumber: 2 }))
    expect(asked).toEqual(['b'])
  })

  test('need parts that are functions', () => {
    const none: unknown = 5
    expect(() => waitChain()).toThrow('waitChain must be given a strategy, got []')
    expect(() => waitChain(none as () => number)).toThrow('waitChain: strategy must be a function, got 5')
    expect(() => waitFixed(1).plus(none as () => number)).toThrow(
      '.plus(): strategy must be a function, got 5',
    )
    for (const join of [waitChain, waitCombine, (wait: never) => waitFixed(1).plus(wait)]) {
      expect(() => join(stopAfterAttempt(3) as never)).toThrow(
        'strategy must be another kind of strategy, got stopAfterAttempt(3)',
      )
    }
  })
})

describe('defineStrategy', () => {
  const even = ({ attemptNumber }: RetryCallState) => attemptNumber % 2 === 0

  test('gives a function a label, words and the methods of its kind', async () => {
    const stop = defineStrategy('stop', 'whenEven()', even)
    expect([stop.label, stop.describe(), stop(makeCallState({ attemptNumber: 2 }))]).toEqual([
      'whenEven()',
      'whenEven()',
      true,
    ])
    expect(stop.or(stopAfterAttempt(3)).label).toBe('whenEven().or(stopAfterAttempt(3))')

    const retry = defineStrategy('retry', 'ifEven()', even)
    expect(retry.and(retryIfResult(() => true))(makeCallState({ attemptNumber: 2 }))).toBe(true)

    const wait = defineStrategy('wait', 'growing()', async (each) => each.attemptNumber)
    expect(wait.plus(() => 1).label).toBe('growing().plus(anonymous)')
    expect(await wait(makeCallState({ attemptNumber: 4 }))).toBe(4)
  })

  test('leaves the function as it was', () => {
    defineStrategy('stop', 'whenEven()', even)
    expect(Object.keys(even)).toEqual([])
  })

  test('has no JSON', () => {
    expect(() => defineStrategy('wait', 'own()', () => 1).toJSON()).toThrow('own() has no JSON')
  })

  test('says what is wrong', () => {
    const define = defineStrategy as (kind: string, label: unknown, evaluate: unknown) => unknown
    expect(() => define('sleep', 'x', even)).toThrow(
      "defineStrategy: kind must be 'stop', 'wait' or 'retry', got \"sleep\"",
    )
    expect(() => define('stop', '', even)).toThrow('defineStrategy: label must be a text, got ""')
    expect(() => define('stop', 5, even)).toThrow('defineStrategy: label must be a text, got 5')
    expect(() => define('stop', 'x', 5)).toThrow('defineStrategy: evaluate must be a function, got 5')
  })
})

test('a strategy that is joined keeps its own answer', () => {
  const joined = stopNever.or(stopAfterAttempt(1))
  expect([stopNever(state), joined(state)]).toEqual([false, true])
})
