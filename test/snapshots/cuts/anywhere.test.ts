import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { readCases } from '../../conformance/cases.ts'
import { playCase } from '../../conformance/play-case.ts'
import type { Scenario } from '../../conformance/scenario.ts'
import { cuttingInterpreter } from './cutting-interpreter.ts'

test('cut any number of times, anywhere, a session does what Tenacity does, also when no error class is known', async () => {
  const property = fc.asyncProperty(
    fc.constantFrom(...readCases()),
    fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }),
    fc.boolean(),
    async (each, cuts, knowsErrors) => {
      const { actual, expected } = await playCase(
        each,
        cuttingInterpreter({ cuts, knowsErrors: knowsErrors || asksForClasses(each.scenario) }),
      )
      expect(actual).toStrictEqual(expected)
    },
  )
  await fc.assert(property, { numRuns: 400 })
}, 60_000)

/** A predicate of the user's own asks by `instanceof`, which takes a class that is registered. */
const asksForClasses = ({ retry }: Scenario): boolean => JSON.stringify(retry ?? null).includes('"typeIs"')
