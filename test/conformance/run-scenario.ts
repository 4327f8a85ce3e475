import { isRetryError } from 'holdfast'

import type { Interpreter } from './interpreter.ts'
import { createPolicy } from './policy.ts'
import type { Scenario } from './scenario.ts'
import { createScript } from './script.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'
import type { Final, Trace } from './trace.ts'

/** Runs a scenario and gives all that could be seen of it, in the form of the recorded traces. */
export async function runScenario(scenario: Scenario, interpreter: Interpreter): Promise<Trace> {
  const stage = createStage(scenario)
  const run = begin(stage, interpreter)
  if ('refusal' in run) return traceOf(stage, run.refusal, {})
  const final = await run.result.then(
    (value): Final => ({ kind: 'returned', value: value ?? null }),
    (error: unknown) => raised(stage, error),
  )
  return traceOf(stage, final, stage.statistics(run.statistics()))
}

function begin(stage: Stage, interpreter: Interpreter) {
  try {
    return interpreter.start({
      scenario: stage.scenario,
      policy: createPolicy(stage),
      script: createScript(stage),
    })
  } catch (error) {
    return { refusal: refused(error) }
  }
}

/** Any other error is a fault of the suite or of Holdfast: the test shows it as it is. */
function refused(error: unknown): Final {
  if (!(error instanceof Error && 'code' in error && error.code === 'HOLDFAST_INVALID_OPTION')) throw error
  return { kind: 'refused', type: error.name }
}

function raised(stage: Stage, error: unknown): Final {
  if (!isRetryError(error)) return { kind: 'raised', ...stage.errors.recognise(error) }
  const { lastAttempt } = error
  return {
    kind: 'raised',
    type: error.constructor.name,
    origin: { from: 'retryError' },
    lastAttempt: { attempt: lastAttempt.attemptNumber, ...stage.outcome(lastAttempt) },
    causeIsLastException: lastAttempt.failed && error.cause === lastAttempt.error,
  }
}

const traceOf = (stage: Stage, final: Final, statistics: Trace['statistics']): Trace => ({
  id: stage.scenario.id,
  events: stage.events,
  final,
  statistics,
  attempts: stage.events.filter(({ ev }) => ev === 'attempt').length,
  sleeps: stage.events.filter(({ ev }) => ev === 'sleep').length,
  randomsUsed: stage.randomsUsed(),
  endMs: stage.clock.elapsed,
})
