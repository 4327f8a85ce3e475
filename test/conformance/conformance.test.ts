import { describe, expect, test } from 'vitest'

import { readCases } from './cases.ts'
import type { Case } from './cases.ts'
import { compiledDriver } from './compiled-driver.ts'
import { differenceOf } from './difference-of.ts'
import { playCase } from './play-case.ts'
import { xstateInterpreter } from './xstate-interpreter.ts'

// What the real Tenacity did with each scenario (test/fixtures/tenacity/SCHEMA.md), against Holdfast: the whole trace,
// event by event. Other recordings (scenarios.jsonl and traces.jsonl, plain or gzipped) run through the same suite:
//
//   TENACITY_TRACES=/path/to/folder npx vitest run test/conformance

const cases = readCases()

for (const interpreter of [compiledDriver, xstateInterpreter]) {
  describe(`${interpreter.title} does what Tenacity does`, () => {
    for (const each of cases) {
      test(`${each.scenario.id}${remarkOn(each)}`, async () => {
        const { actual, expected } = await playCase(each, interpreter)
        expect(actual).toStrictEqual(expected)
      })
    }
  })
}

function remarkOn({ scenario, recorded }: Case): string {
  const difference = differenceOf(scenario, recorded)
  return difference === undefined ? '' : `, but for ${difference}`
}
