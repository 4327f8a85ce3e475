import { describe, expect, test } from 'vitest'

import { everyScenario } from './chart-walk.ts'
import { compare } from './check.ts'

// Every way through the chart with up to three attempts: each step by each of its outcomes, each step that throws,
// and an abort during each, in both interpreters.

const scenarios = everyScenario(3)

const manners = {
  'with every option, each step in its turn': { isBare: false, duration: () => undefined },
  'with every option, each step later': { isBare: false, duration: () => 7 },
  'with the fewest options, some steps later': {
    isBare: true,
    duration: (index: number) => (index % 3 ? 7 : undefined),
  },
}

describe('the driver and XState do what the chart says', () => {
  test('in scenarios of one, two and three attempts', () => {
    const attempts = (count: number) =>
      scenarios.filter(({ acts }) => acts.filter(({ step }) => step === 'attempt').length === count).length
    expect([1, 2, 3].map(attempts)).toStrictEqual([58, 312, 612])
    expect(new Set(scenarios.map(({ end }) => end.status))).toStrictEqual(new Set(['done', 'failed']))
  })

  test.each(Object.entries(manners))('%s', { timeout: 60_000 }, async (_manner, manner) => {
    for (const scenario of scenarios) {
      for (const { actual, expected } of await compare(scenario, manner))
        expect(actual).toStrictEqual(expected)
    }
  })
})
