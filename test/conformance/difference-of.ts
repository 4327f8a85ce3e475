import type { Descriptor } from '../support/strategy-from-descriptor.ts'
import type { Scenario } from './scenario.ts'
import type { Trace, TraceEvent } from './trace.ts'

/** The differences from Tenacity that a run can show; `docs/differences-from-tenacity.md` gives the reasons. */
export type Difference =
  /** A combinator of nothing is refused; Tenacity takes `all` of nothing for true, `any` for false, a sum for 0. */
  | 'empty-all'
  /** `min > max` is refused; in Tenacity `min` wins. */
  | 'min-above-max'
  /** `enabled: false` holds for a direct call too; Tenacity's call retries all the same. */
  | 'disabled-call'
  /** After a retried result the wait by exception type is its default; Tenacity breaks off with a RuntimeError. */
  | 'wait-exception-on-result'
  /** A loop's result is the error callback's value; Tenacity drops it. */
  | 'iter-callback-value-lost'
  /** Logs write results as JSON; Tenacity writes them as Python does. */
  | 'result-in-log'

/**
 * The first difference that a run meets.
 *
 * It is seen in the scenario and its recorded trace themselves: no tag is needed.
 */
export function differenceOf(scenario: Scenario, { events, final }: Trace): Difference | undefined {
  const { stop, retry, wait, enabled, via = 'call' } = scenario
  const refusal = refusalOf(stop) ?? refusalOf(retry) ?? refusalOf(wait)
  if (refusal !== undefined) return refusal
  if (enabled === false && via === 'call') return 'disabled-call'
  if (events.some(isFailedWaitByException)) return 'wait-exception-on-result'
  if (final.kind === 'completed' && events.some(isErrorCallback)) return 'iter-callback-value-lost'
  return events.some(isLogOfResult) ? 'result-in-log' : undefined
}

/** Why a strategy cannot be made; parts are made before the whole. */
function refusalOf(node: Descriptor | null | undefined): Difference | undefined {
  if (node === null || node === undefined) return undefined
  const { type, of: parts, min, max } = node
  for (const part of parts ?? []) {
    const refusal = refusalOf(part)
    if (refusal !== undefined) return refusal
  }
  if (parts?.length === 0 && MUST_NOT_BE_EMPTY.has(type)) return 'empty-all'
  return Number(min) > Number(max) ? 'min-above-max' : undefined
}

/** What Tenacity takes for true, or cannot do, without parts. */
const MUST_NOT_BE_EMPTY = new Set(['all', 'chain'])

export const isErrorCallback = ({ ev }: TraceEvent): boolean => ev === 'errorCallback'

export const isLogOfResult = ({ ev, message }: TraceEvent): boolean =>
  ev === 'log' && message?.includes(' as it returned ') === true

const isFailedWaitByException = ({ ev, type, threw }: TraceEvent) =>
  ev === 'waitLeaf' && type === 'exception' && threw !== undefined
