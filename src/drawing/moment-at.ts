import type {
  EventMessage,
  GuardMessage,
  InspectorMessage,
  StateMessage,
  StepMessage,
} from '../inspect/message.ts'
import type { ChartMoment } from './draw-chart.ts'
import { edgeId } from '../inspect/edge-id.ts'
import { statePaths } from './state-paths.ts'

/** A session as it was after one of its messages. */
export interface Moment extends ChartMoment {
  /** Of that message; epoch milliseconds. */
  readonly at: number
  /** The state's value, as XState has it; undefined before the first state. */
  readonly value: unknown
  /** As XState has it, or as the session ended: `active`, `done`, `failed`, `stopped`. */
  readonly status: string
  readonly context: unknown
  /** What guards said on the way from the state before, and have said since. */
  readonly guards: readonly GuardMessage[]
  /** The event that led here. */
  readonly event?: EventMessage
  /** The steps that have ended since the state before. */
  readonly steps: readonly StepMessage[]
}

/**
 * Tells how a session was after one of its messages.
 *
 * @param messages - of one session, in order; older ones may be missing
 * @param options.index - of the message, from 0. @default the last one
 * @param options.taken - how often each transition was taken until the last message, those in missing messages too, by
 *   `edgeId`. @default what the messages tell
 * @example
 * import { runWithRetry } from 'holdfast'
 * import { momentAt } from 'holdfast/drawing'
 * import { createInspector } from 'holdfast/inspect'
 *
 * const { inspect, messages } = createInspector()
 * await runWithRetry({}, async () => 'ok', { inspect })
 * momentAt(messages()).activeStates // => ['done']
 * momentAt(messages(), { index: 3 }).activeStates // => ['attempting', 'attempting.before']
 */
export function momentAt(
  messages: readonly InspectorMessage[],
  { index = messages.length - 1, taken }: MomentOptions = {},
): Moment {
  const past = messages.slice(0, index + 1)
  const present = past.findLastIndex(isState)
  const before = past.findLastIndex((message, at) => isState(message) && at < present)
  const state = past.filter(isState).at(-1)
  const since = past.slice(before + 1)
  const event = past.slice(before + 1, present).findLast((message) => message.type === 'event')
  return {
    at: past.at(-1)?.at ?? 0,
    value: state?.value,
    status: past.find((message) => message.type === 'end')?.status ?? state?.status ?? 'active',
    context: state?.context,
    activeStates: statePaths(state?.value),
    taken: taken === undefined ? countsIn(past) : without(taken, countsIn(messages.slice(index + 1))),
    last: lastTaken(past).map(edgeId),
    guards: since.filter((message) => message.type === 'guard'),
    steps: since.filter((message) => message.type === 'step'),
    ...(event && { event }),
  }
}

interface MomentOptions {
  readonly index?: number
  readonly taken?: Readonly<Record<string, number>>
}

const isState = (message: InspectorMessage): message is StateMessage => message.type === 'state'

/** Where the last event took no transition, those that led to the state that it left as it was. */
function lastTaken(past: readonly InspectorMessage[]): NonNullable<StateMessage['taken']> {
  const states = past.filter(isState)
  const value = JSON.stringify(states.at(-1)?.value)
  for (const state of states.toReversed()) {
    if (JSON.stringify(state.value) !== value) break
    if (state.taken !== undefined && state.taken.length > 0) return state.taken
  }
  return []
}

function countsIn(messages: readonly InspectorMessage[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const id of messages.filter(isState).flatMap((message) => (message.taken ?? []).map(edgeId)))
    counts[id] = (counts[id] ?? 0) + 1
  return counts
}

const without = (
  counts: Readonly<Record<string, number>>,
  later: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, Math.max(0, count - (later[id] ?? 0))]))
