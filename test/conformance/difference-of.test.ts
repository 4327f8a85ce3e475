import { expect, test } from 'vitest'

import { readCases } from './cases.ts'
import { differenceOf } from './difference-of.ts'

const CHOSEN = [
  'quirk:empty-all-is-true',
  'quirk:min-above-max',
  'quirk:disabled-call',
  'quirk:wait-exception-on-result',
  'quirk:iter-callback-value-lost',
]

test('every tag of a chosen difference is seen in the scenario itself', () => {
  const missed = readCases().filter(
    ({ scenario, recorded }) =>
      scenario.tags?.some((tag) => CHOSEN.includes(tag)) && differenceOf(scenario, recorded) === undefined,
  )
  expect(missed.map(({ scenario }) => scenario.id)).toEqual([])
})
