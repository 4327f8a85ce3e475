import { readFileSync } from 'node:fs'

import type { Scenario } from '../../conformance/scenario.ts'
import { runSecondHalf } from './apart.ts'
import type { FirstHalf } from './apart.ts'

// A program: is told the first half of a run on its standard input, runs the second, and prints the whole trace.

const { scenario, half } = JSON.parse(readFileSync(0, 'utf8')) as { scenario: Scenario; half: FirstHalf }
console.log(JSON.stringify(await runSecondHalf(scenario, half)))
