import type { EventMessage, InspectorMessage, StateMessage, StepMessage } from '../inspect/message.ts'
import { errorLine } from './error-line.ts'
import { statePath } from './state-path.ts'
import { statePaths } from './state-paths.ts'
import type { Timeline, TimelineBar, TimelineMark } from './timeline.ts'
import { withPlan } from './with-plan.ts'

/**
 * Tells what one session did when, from its messages.
 *
 * Of a retry session attempts, sleeps and hooks are told; of any other its states, and what it invoked as hooks.
 *
 * @param messages - of one session, in order; older ones may be missing
 * @param now - epoch milliseconds on the clock of the messages, for what goes on
 * @example
 * import { runWithRetry } from 'holdfast'
 * import { timelineOf } from 'holdfast/drawing'
 * import { createInspector } from 'holdfast/inspect'
 *
 * const { inspect, messages } = createInspector()
 * await runWithRetry({}, async () => 'ok', { inspect })
 * const { bars } = timelineOf(messages(), Date.now())
 * bars.filter(({ kind }) => kind === 'attempt').map(({ label, outcome }) => `${label} ${outcome}`) // => ['attempt 1 done']
 */
export function timelineOf(messages: readonly InspectorMessage[], now: number): Timeline {
  const end = messages.find((message) => message.type === 'end')
  const isRetry = messages.some((message) => message.type === 'state' && isOfRetry(message))
  const to = end?.at ?? Math.max(now, messages.at(-1)?.at ?? now)
  const bars: TimelineBar[] = []
  const marks: TimelineMark[] = []
  let state: StateMessage | undefined

  const stateBar = (at: number, index: number, isOpen: boolean): TimelineBar[] =>
    state === undefined || isRetry
      ? []
      : [{ kind: 'state', from: state.at, to: at, isOpen, label: labelOf(state), index }]

  messages.forEach((message, index) => {
    if (message.type === 'step') bars.push(stepBar(message, index, state, messages[index + 1], isRetry))
    if (message.type === 'event' && !message.event.type.startsWith('xstate.'))
      marks.push(markOf(message, index))
    if (message.type === 'state') {
      bars.push(...stateBar(message.at, index, false))
      state = message
    }
    if (message.type === 'end') marks.push({ at: message.at, label: message.status, index })
  })
  const index = messages.length - 1
  if (end === undefined && state !== undefined) {
    bars.push(...stateBar(to, index, true))
    if (isRetry) bars.push(openBar(state, to, index))
  } else if (end !== undefined) bars.push(...stateBar(to, index, false))
  // How a session began is held when what came after is forgotten.
  const first = messages.find(({ type }) => type !== 'session' && type !== 'definition') ?? messages[0]
  const from = bars.reduce((least, bar) => Math.min(least, bar.from), first?.at ?? to)
  const hasGap = !BEGINNINGS.has(messages[0]?.type)
  return {
    from,
    ...(hasGap && { hasGap }),
    to: withPlan(from, to, bars),
    bars: bars.toSorted((a, b) => a.from - b.from),
    marks,
    isOver: end !== undefined,
  }
}

/** With what the messages of a session begin, where there are any and none is missing. */
const BEGINNINGS: ReadonlySet<string | undefined> = new Set([undefined, 'session', 'definition'])

/** Whether a state is one of a retry session's chart. */
const isOfRetry = ({ value, context }: StateMessage): boolean =>
  typeof Object(context).attemptNumber === 'number' &&
  statePaths(value).some((path) => /(^|\.)(attempting|evaluating|sleeping|done|failed)(\.|$)/.test(path))

function stepBar(
  { step, at, took, outcome }: StepMessage,
  index: number,
  state: StateMessage | undefined,
  next: InspectorMessage | undefined,
  isRetry: boolean,
): TimelineBar {
  const { attemptNumber, upcomingSleep } = Object(state?.context)
  const from = at - took
  const thrown = outcome === 'failed' && next?.type === 'event' ? next.event['error'] : undefined
  const error = thrown === undefined ? undefined : errorLine(thrown)
  return {
    ...kindOf(isRetry ? step : undefined, attemptNumber, step),
    from,
    to: at,
    isOpen: false,
    outcome,
    ...(isRetry && typeof attemptNumber === 'number' && { attempt: attemptNumber }),
    ...(error !== undefined && { error }),
    ...(isRetry &&
      step === 'sleep' &&
      typeof upcomingSleep === 'number' && { planned: from + upcomingSleep }),
    index,
  }
}

/** What a retry session that has not ended is doing. */
function openBar(state: StateMessage, to: number, index: number): TimelineBar {
  const { attemptNumber, upcomingSleep } = Object(state.context)
  const path = statePath(state.value)
  const step = OPEN.find(([pattern]) => pattern.test(path))?.[1]
  const planned = step === 'sleep' && typeof upcomingSleep === 'number' ? state.at + upcomingSleep : undefined
  return {
    ...kindOf(step, attemptNumber, labelOf(state)),
    from: state.at,
    to: Math.max(to, state.at),
    isOpen: true,
    attempt: attemptNumber,
    ...(planned !== undefined && { planned }),
    index,
  }
}

const OPEN = [
  [/(^|\.)attempting\.running$/, 'attempt'],
  [/(^|\.)sleeping\.resting$/, 'sleep'],
] as const

function kindOf(
  step: string | undefined,
  attempt: unknown,
  label: string,
): Pick<TimelineBar, 'kind' | 'label'> {
  if (step === 'attempt') return { kind: 'attempt', label: `attempt ${String(attempt)}` }
  if (step === 'sleep') return { kind: 'sleep', label: 'sleep' }
  return { kind: 'hook', label }
}

const labelOf = ({ value }: StateMessage): string => statePath(value)

const markOf = ({ event, at, by }: EventMessage, index: number): TimelineMark => ({
  at,
  label: by === undefined ? event.type : `${event.type} by ${by}`,
  index,
})
