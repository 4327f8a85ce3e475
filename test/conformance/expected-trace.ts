import { differenceOf, isErrorCallback, isLogOfResult } from './difference-of.ts'
import { referenceLoop } from './reference-loop.ts'
import { runScenario } from './run-scenario.ts'
import type { Callback, Scenario } from './scenario.ts'
import type { Final, Trace, TraceEvent } from './trace.ts'

/** What Holdfast does with a scenario: Tenacity's trace, or another one where a difference was chosen. */
export async function expectedTrace(scenario: Scenario, recorded: Trace): Promise<Trace> {
  switch (differenceOf(scenario, recorded)) {
    case 'empty-all':
      return refusedTrace(scenario, 'TypeError')
    case 'min-above-max':
      return refusedTrace(scenario, 'RangeError')
    case 'disabled-call':
    case 'wait-exception-on-result':
      return runScenario(scenario, referenceLoop)
    default:
      return {
        ...recorded,
        events: withResultsAsJSON(scenario, recorded.events),
        final: withLoopResult(scenario, recorded),
      }
  }
}

const refusedTrace = ({ id }: Scenario, type: 'TypeError' | 'RangeError'): Trace => ({
  id,
  events: [],
  final: { kind: 'refused', type },
  statistics: {},
  attempts: 0,
  sleeps: 0,
  randomsUsed: 0,
  endMs: 0,
})

/** Tenacity's loop just ends, Holdfast's then has a result. */
function withLoopResult({ errorCallback }: Scenario, { events, final }: Trace): Final {
  if (final.kind !== 'completed') return final
  const { value } = final.lastOutcome
  const isReplaced = errorCallback !== undefined && events.some(isErrorCallback)
  return { kind: 'returned', value: isReplaced ? valueOf(errorCallback, value) : value }
}

function valueOf(callback: Callback, lastResult: unknown): unknown {
  if (callback.kind === 'value') return callback.value
  return callback.kind === 'lastResult' ? lastResult : null
}

function withResultsAsJSON(
  { via, setResult }: Scenario,
  events: readonly TraceEvent[],
): readonly TraceEvent[] {
  const isHidden = via === 'iter' && !setResult
  let text = ''
  return events.map((event) => {
    if (event.ev === 'settled') text = isHidden ? 'undefined' : inLog(event.outcome?.value)
    if (!isLogOfResult(event)) return event
    return { ...event, message: event.message?.replace(/(?<= as it returned ).*(?=\.$)/s, () => text) }
  })
}

const inLog = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
