import { describe, expect, test } from 'vitest'
import type { SessionSnapshot } from 'holdfast'

import { readCases } from '../../conformance/cases.ts'
import { playCase } from '../../conformance/play-case.ts'
import { cuttingInterpreter } from './cutting-interpreter.ts'

/** Every other point: of one scenario the odd ones, of the next the even. */
function* everyOther(first: number): Generator<number> {
  for (yield first; ;) yield 2
}

const cutIn = new Set<string>()

describe('cut at every other point, a session does what Tenacity does', () => {
  for (const [index, each] of readCases().entries()) {
    const first = 1 + (index % 2)
    test(`${each.scenario.id}, from point ${first} on`, async () => {
      const attempts: unknown[] = []
      const expectedAttempts: unknown[] = []
      const interpreter = cuttingInterpreter({
        cuts: everyOther(first),
        onCut: (text) => cutIn.add(JSON.stringify((JSON.parse(text) as SessionSnapshot).snapshot.value)),
        onAttempt({ attemptNumber, isRepeated, idempotencyKey, attemptKey }, interrupted) {
          attempts.push([attemptNumber, isRepeated, idempotencyKey, attemptKey])
          const number = attempts.length
          expectedAttempts.push([number, interrupted === 'fn', 'key', `key:${number}`])
        },
      })
      const { actual, expected } = await playCase(each, interpreter)
      expect(actual).toStrictEqual(expected)
      // One that was under way runs again, and each has the keys that it would have had.
      expect(attempts).toStrictEqual(expectedAttempts)
    })
  }

  test('and was cut in every state', () => {
    expect([...cutIn].toSorted()).toStrictEqual([
      '"done"',
      '"failed"',
      '{"attempting":"before"}',
      '{"attempting":"running"}',
      '{"evaluating":"after"}',
      '{"evaluating":"asking"}',
      '{"evaluating":"givingUp"}',
      '{"evaluating":"stopping"}',
      '{"evaluating":"timing"}',
      '{"sleeping":"beforeSleep"}',
      '{"sleeping":"resting"}',
    ])
  })
})
