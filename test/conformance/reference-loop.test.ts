import { expect, test } from 'vitest'

import { alignNumbers } from './align-numbers.ts'
import { readCases } from './cases.ts'
import { differenceOf } from './difference-of.ts'
import { playCase } from './play-case.ts'
import { referenceLoop } from './reference-loop.ts'
import { runScenario } from './run-scenario.ts'

test('the reference loop gives every trace of Tenacity that Holdfast gives', async () => {
  for (const each of readCases()) {
    const { actual, expected } = await playCase(each, referenceLoop)
    expect(actual).toStrictEqual(expected)
  }
})

test("the reference loop does the same as Tenacity up to where Tenacity's run breaks off", async () => {
  for (const { scenario, recorded } of readCases()) {
    if (differenceOf(scenario, recorded) !== 'wait-exception-on-result') continue
    const { id, events } = await runScenario(scenario, referenceLoop)
    const beginning = recorded.events.slice(0, -1)
    const same = alignNumbers(events.slice(0, beginning.length), beginning)
    expect({ id, events: same }).toStrictEqual({ id, events: beginning })
  }
})
