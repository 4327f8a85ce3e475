import { readState } from '../../../drawing/read-definition.ts'
import type { DefinedState } from '../../../drawing/read-definition.ts'
import type { MachineDefinition } from '../../../inspect/message.ts'
import { attemptLimit } from '../../../strategies/common/attempt-limit.ts'
import { activeStates, activeWithin } from './active-states.ts'

/** What a row needs to know of a statechart. */
export interface ChartFacts {
  /** The id of the machine. */
  readonly kind: string
  /** The attempt after which its sessions stop, where its strategy says so. */
  readonly limit: number | undefined
  /** Whether a session in that state sleeps, and `WAKE` ends it. */
  sleeps(value: unknown): boolean
  /** Whether an event leads somewhere in that state; guards may still say no. */
  takes(value: unknown, event: string): boolean
}

/** Reads a definition, once for all the sessions that share it. */
export function chartFacts(definition: MachineDefinition): ChartFacts {
  const known = facts.get(definition)
  if (known !== undefined) return known
  const root = readState(definition)
  const read: ChartFacts = {
    kind: definition.id,
    limit: limitOf(root),
    sleeps: (value) =>
      activeStates(root, value).some(
        ({ tags, transitions }) =>
          tags.includes('waiting') && transitions.some(({ event }) => event === 'WAKE'),
      ),
    takes: (value, event) => answerOf(root, value, event) === true,
  }
  facts.set(definition, read)
  return read
}

const facts = new WeakMap<MachineDefinition, ChartFacts>()

/** Where the chart asks a stop strategy, the guard that reads its answer has its label. */
function limitOf(state: DefinedState): number | undefined {
  const labels = state.transitions.flatMap(({ guard }) => {
    const by: unknown = guard?.type === 'shouldStop' ? Object(guard.params).by : undefined
    return typeof by === 'string' ? [by] : []
  })
  const limits = [...labels.map(attemptLimit), ...state.states.map(limitOf)]
  return limits.find((limit) => limit !== undefined)
}

/** A state within decides before the one around it; undefined where neither has the event. */
function answerOf(state: DefinedState, value: unknown, event: string): boolean | undefined {
  const inner = activeWithin(state, value)
    .map(([child, its]) => answerOf(child, its, event))
    .filter((answer) => answer !== undefined)
  if (inner.length > 0) return inner.includes(true)
  const own = state.transitions.filter((transition) => transition.event === event)
  return own.length === 0
    ? undefined
    : own.some(({ target, actions }) => target !== undefined || actions.length > 0)
}
