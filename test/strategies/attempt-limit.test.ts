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

import { attemptLimit } from '../../src/strategies/common/attempt-limit.ts'

const five = stopAfterAttempt(5)
const nine = stopAfterAttempt(9)
const hour = stopAfterDelay('1h')

describe('the attempt after which a stop strategy stops', () => {
  test.each<readonly [{ readonly label: string }, number | undefined]>([
    [five, 5],
    [hour, undefined],
    [stopNever, undefined],
    [stopAny(hour, nine, five), 5],
    [stopAny(hour, stopNever), undefined],
    [nine.or(five), 5],
    [hour.or(nine), 9],
    [five.or(stopAny(hour, nine)).or(stopBeforeDelay('2h')), 5],
    [stopAny(hour.or(nine), stopAll(five, hour)), 9],
    // It goes on until both say so.
    [stopAll(five, hour), undefined],
    [five.and(hour), undefined],
    [five.and(hour).or(nine), 9],
    [stopWhenAborted(new AbortController().signal), undefined],
  ])('$0.label', ({ label }, limit) => {
    expect(attemptLimit(label)).toBe(limit)
  })

  test('one that is longer than any is not read', () => {
    const label = (levels: number) => `${'stopAny('.repeat(levels)}stopAfterAttempt(5)${')'.repeat(levels)}`
    expect(attemptLimit(label(100))).toBe(5)
    expect(attemptLimit(label(9000))).toBeUndefined()
  })

  test.each(['', 'stopWhenTired', 'stopAfterAttempt()', 'stopAfterAttempt(x)', '5)', 'a(b', ')('])(
    'a label that says nothing: %j',
    (label) => {
      expect(attemptLimit(label)).toBeUndefined()
    },
  )
})
