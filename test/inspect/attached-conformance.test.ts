import { attach, createInspector } from 'holdfast/inspect'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { readCases } from '../conformance/cases.ts'
import { compiledDriver } from '../conformance/compiled-driver.ts'
import { playCase } from '../conformance/play-case.ts'

// Every recorded scenario of Tenacity, in the form that it names, while an inspector is attached: XState runs what the
// compiled driver would, and nothing that one can see of a session is different.

// No more is held than is looked at.
const inspector = createInspector({ sessions: 1, events: 1 })

let detach: () => void
beforeAll(() => {
  detach = attach(inspector)
})
afterAll(() => detach())

const lastSeq = () => inspector.messages().at(-1)?.seq ?? 0

describe('retry and AsyncRetrying, while an inspector is attached', () => {
  test.each(readCases().map((each) => [each.scenario.id, each] as const))('%s', async (_id, each) => {
    const before = lastSeq()
    const { actual, expected } = await playCase(each, compiledDriver)
    expect(actual).toStrictEqual(expected)
    expect(lastSeq() > before).toBe(expected.final.kind !== 'refused')
  })
})
