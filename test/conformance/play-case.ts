import { alignNumbers } from './align-numbers.ts'
import type { Case } from './cases.ts'
import { expectedTrace } from './expected-trace.ts'
import type { Interpreter } from './interpreter.ts'
import { runScenario } from './run-scenario.ts'
import type { Trace } from './trace.ts'

/** Runs a scenario: what is seen of it, which must strictly equal what is expected. */
export async function playCase(
  { scenario, recorded }: Case,
  interpreter: Interpreter,
): Promise<{ actual: unknown; expected: Trace }> {
  const expected = await expectedTrace(scenario, recorded)
  const actual = await runScenario(scenario, interpreter)
  return { actual: scenario.exact === false ? alignNumbers(actual, expected) : actual, expected }
}
