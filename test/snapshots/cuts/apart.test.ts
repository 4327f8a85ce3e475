import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { alignNumbers } from '../../conformance/align-numbers.ts'
import { readCases } from '../../conformance/cases.ts'
import { expectedTrace } from '../../conformance/expected-trace.ts'
import { buildProgram } from '../../support/build-program.ts'
import { runFirstHalf } from './apart.ts'

let program: string

beforeAll(async () => {
  program = await buildProgram('test/snapshots/cuts/second-half.ts')
})

afterAll(() => {
  rmSync(program)
})

const PROCESSES = 30

test(
  'cut in one process and resumed in another, a session does what Tenacity does',
  { timeout: 120_000 },
  async () => {
    // Of most, the points lie beyond their end.
    const places = fc.tuple(fc.constantFrom(...readCases()), fc.nat(25))
    let processes = 0
    for (const [{ scenario, recorded }, points] of fc.sample(places, { numRuns: 300, seed: 30 })) {
      const half = await runFirstHalf(scenario, points)
      // Of what failed in a hook the other process knows no original.
      if (half === undefined || half.cut.text.includes('"value":"failed"')) continue
      const input = JSON.stringify({ scenario, half })
      const trace: unknown = JSON.parse(
        execFileSync(process.execPath, [program], { input, encoding: 'utf8' }),
      )
      const expected = await expectedTrace(scenario, recorded)
      expect(alignNumbers(trace, expected)).toEqual(expected)
      if (++processes === PROCESSES) break
    }
    expect(processes).toBe(PROCESSES)
  },
)
