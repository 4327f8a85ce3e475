import fc from 'fast-check'
import { expect, test } from 'vitest'

import { chosenScenario } from './chart-walk.ts'
import { compare } from './check.ts'

const MOST_ATTEMPTS = 12

/** At each step a choice among what may happen there: mostly the first outcomes, so that sessions grow old. */
const choices = fc.array(
  fc.oneof({ weight: 24, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(1) }, fc.nat(4)),
  {
    maxLength: 9 * MOST_ATTEMPTS,
    size: 'max',
  },
)

/** How long each step takes; undefined where it answers in the same turn. */
const durations = fc.array(fc.option(fc.nat(10_000), { nil: undefined }), { minLength: 1 })

test(
  'both interpreters do what the chart says in any scenario of up to twelve attempts',
  { timeout: 60_000 },
  async () => {
    const scenario = fc.record({ choices, durations, isBare: fc.boolean() })
    let longest = 0
    await fc.assert(
      fc.asyncProperty(scenario, async ({ choices: chosen, durations: takes, isBare }) => {
        const { acts, end } = chosenScenario(chosen, MOST_ATTEMPTS)
        longest = Math.max(longest, acts.filter(({ step }) => step === 'attempt').length)
        const comparisons = await compare(
          { acts, end },
          { isBare, duration: (index) => takes[index % takes.length] },
        )
        for (const { actual, expected } of comparisons) expect(actual).toStrictEqual(expected)
      }),
      { numRuns: 300 },
    )
    expect(longest).toBe(MOST_ATTEMPTS)
  },
)
