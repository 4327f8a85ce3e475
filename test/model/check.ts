import type { Scenario, StepName } from './act.ts'
import { asked, needless } from './asked.ts'
import { expectedStep } from './expected.ts'
import { compiledDriver, xstate } from './interpreter.ts'
import { play } from './play.ts'
import type { PlayOptions, Recording } from './play.ts'

export interface Manner {
  /** Leave out of the policy what the scenario does not need, and let nobody look. */
  readonly isBare: boolean
  readonly duration: PlayOptions['duration']
}

/** Two things that must be equal. */
export interface Comparison {
  readonly actual: unknown
  readonly expected: unknown
}

/** Runs a scenario in both interpreters, and sets XState against the chart and the compiled driver against XState. */
export async function compare(
  { acts, end }: Scenario,
  { isBare, duration }: Manner,
): Promise<readonly Comparison[]> {
  const without: ReadonlySet<StepName> = isBare ? needless(acts) : new Set()
  const options: PlayOptions = {
    acts: asked(acts).filter(({ step }) => !without.has(step)),
    without,
    isObserved: !isBare,
    duration,
  }
  const inXState = await play(xstate, options)
  const againstChart = {
    actual: { steps: inXState.steps.map(withoutTimes), end: inXState.end, timers: inXState.timers },
    expected: { steps: options.acts.map(expectedStep), end, timers: 0 },
  }
  // Nobody can wake a session that the driver runs.
  if (acts.some(({ deed }) => 'wakes' in deed)) return [againstChart]
  const compiled = await play(compiledDriver, options)
  return [againstChart, { actual: withoutStates(compiled), expected: withoutStates(inXState) }]
}

/** The chart's walk has no clock that moves. */
function withoutTimes({ step, state, seen }: Recording['steps'][number]) {
  const timeless = Object.entries(seen).filter(([fact]) => fact !== 'elapsed' && fact !== 'statistics')
  return { step, state, seen: Object.fromEntries(timeless) }
}

/** The driver has states only while it is compiled. */
const withoutStates = ({ steps, ...rest }: Recording) => ({
  ...rest,
  steps: steps.map(({ step, seen }) => ({ step, seen })),
})
