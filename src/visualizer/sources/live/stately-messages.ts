import { readState } from '../../../drawing/read-definition.ts'
import type { DefinedState } from '../../../drawing/read-definition.ts'
import type { EndMessage, MachineDefinition, StepMessage, ToldMessage } from '../../../inspect/message.ts'
import { createToPlain } from '../../../inspect/plain/to-plain.ts'
import type { Sanitize } from '../../../inspect/plain/to-plain.ts'
import type { Clock } from '../../../time.ts'
import { inferTaken } from './infer-taken.ts'
import { keepIn } from './keep-in.ts'
import { statelyDefinition } from './stately-definition.ts'
import type { StatelyEvent } from './stately-event.ts'

/** Makes an inspector's messages of what one app tells with `@statelyai/inspect`. */
export type StatelyMessages = (event: StatelyEvent) => readonly ToldMessage[]

export interface StatelyMessagesOptions {
  /** No other app has it. */
  readonly app: string
  readonly sanitize: Sanitize
  readonly clock: Pick<Clock, 'now'>
}

export function createStatelyMessages({ app, sanitize, clock }: StatelyMessagesOptions): StatelyMessages {
  const plain = createToPlain(sanitize)
  const bounded = createToPlain((value) => value)
  const machines = new Map<string, Machine>()
  const steps = new Map<string, Step>()
  const charts = new Map<string, Chart>()
  let numbered = 0
  let seq = 0

  const timeOf = ({ createdAt }: StatelyEvent): number => {
    const at = typeof createdAt === 'string' ? Number(createdAt) : createdAt
    return typeof at === 'number' && at > 0 && Number.isFinite(at) ? at : clock.now()
  }

  const stamp = (event: StatelyEvent) => ({ seq: ++seq, at: timeOf(event) })

  const chartOf = ({ definition: text, name, sessionId }: StatelyEvent): Chart => {
    const key = text ?? name ?? sessionId
    const known = charts.get(key)
    if (known !== undefined) return known
    const read = statelyDefinition(text, plain)
    const definition = read ?? { id: name ?? sessionId }
    const chart = {
      definitionId: `${app}-${++numbered}`,
      definition,
      root: readState(definition),
      isMachine: read !== undefined || text === undefined,
    }
    keepIn(charts, key, chart, MOST_CHARTS)
    return chart
  }

  /** Of the actors of a page that was loaded anew none is left. */
  const stopAll = (event: StatelyEvent): readonly ToldMessage[] => {
    const stopped = [...machines.values()]
    machines.clear()
    steps.clear()
    return stopped.map(({ sessionId }) => ({ type: 'end', ...stamp(event), sessionId, status: 'stopped' }))
  }

  const begin = (event: StatelyEvent): readonly ToldMessage[] => {
    const { sessionId: id, parentId, name } = event
    const gone = machines.has(id) || steps.has(id) ? stopAll(event) : []
    const { definitionId, definition, root, isMachine } = chartOf(event)
    if (!isMachine && Object(event.snapshot).value === undefined) {
      const began = timeOf(event)
      keepIn(steps, id, { name, parent: parentId, began }, MOST_ACTORS)
      return gone
    }
    const sessionId = `${app}-${++numbered}`
    const parent = machines.get(parentId ?? '')
    keepIn(machines, id, { sessionId, id: definition.id, root, value: undefined }, MOST_ACTORS)
    return [
      ...gone,
      { type: 'definition', ...stamp(event), definitionId, definition },
      {
        type: 'session',
        ...stamp(event),
        sessionId,
        definitionId,
        name: textOf(plain(name ?? definition.id, 'name')),
        ...(parent !== undefined && { parentId: parent.sessionId, parentName: parent.id }),
      },
    ]
  }

  const step = (id: string, event: StatelyEvent, outcome: StepMessage['outcome']): readonly ToldMessage[] => {
    const found = steps.get(id)
    const parent = machines.get(found?.parent ?? '')
    steps.delete(id)
    // What only watches lasts as long as the session.
    if (found === undefined || parent === undefined || found.name === undefined || found.name === 'watch')
      return []
    const { seq: number, at } = stamp(event)
    const took = Math.max(0, at - found.began)
    return [{ type: 'step', seq: number, at, sessionId: parent.sessionId, step: found.name, took, outcome }]
  }

  const receive = (event: StatelyEvent): readonly ToldMessage[] => {
    const machine = machines.get(event.sessionId)
    if (machine === undefined) return []
    const type = typeOf(event)
    const outcome = /^xstate\.(done|error)\.actor\./.exec(type)?.[1]
    const { sessionId } = machine
    return [
      ...(outcome === undefined
        ? []
        : step(event.sourceId ?? '', event, outcome === 'done' ? 'done' : 'failed')),
      {
        type: 'event',
        ...stamp(event),
        sessionId,
        event: { ...Object(plain(event.event, 'event')), type },
      },
    ]
  }

  const settle = (event: StatelyEvent): readonly ToldMessage[] => {
    const { value, status: given, context, output, error } = Object(event.snapshot)
    const status = textOf(given)
    const other = steps.get(event.sessionId)
    const known = machines.get(event.sessionId)
    if (known === undefined && value === undefined)
      return status === 'stopped' ? step(event.sessionId, event, 'cut') : []
    // A machine that began before the app was connected, or of which the config is none.
    steps.delete(event.sessionId)
    const first = known === undefined ? begin({ ...event, name: other?.name }) : []
    const machine = machines.get(event.sessionId) as Machine
    const { sessionId, root, value: before } = machine
    const eventType = typeOf(event)
    const next = bounded(value, 'value')
    const taken = before === undefined ? [] : inferTaken(root, before, eventType, next)
    machine.value = next
    const messages: readonly ToldMessage[] = [
      ...first,
      {
        type: 'state',
        ...stamp(event),
        sessionId,
        value: next,
        status,
        context: plain(context, 'context', true),
        eventType,
        ...(taken.length > 0 && { taken }),
      },
    ]
    const end = ENDS[status]
    if (end === undefined) return messages
    machines.delete(event.sessionId)
    return [
      ...messages,
      {
        type: 'end',
        ...stamp(event),
        sessionId,
        status: end,
        ...(end === 'done' && { output: plain(output, 'output') }),
        ...(end === 'failed' && { error: plain(tellingOf(error, event.event), 'error') }),
      },
    ]
  }

  return (event) => {
    switch (event.type) {
      case '@xstate.actor':
        return begin(event)
      case '@xstate.event':
        return receive(event)
      case '@xstate.snapshot':
        return settle(event)
      default:
        return []
    }
  }
}

interface Chart {
  readonly definitionId: string
  readonly definition: MachineDefinition
  readonly root: DefinedState
  /** Of any other actor the package tells its name. */
  readonly isMachine: boolean
}

/** An actor whose states are shown. */
interface Machine {
  readonly sessionId: string
  readonly id: string
  readonly root: DefinedState
  /** Of its present state. */
  value: unknown
}

/** Another actor, which a machine has begun. */
interface Step {
  readonly name: string | undefined
  readonly parent: string | undefined
  readonly began: number
}

/** Of an error in a snapshot the package leaves out the message; the event that brought it may have it. */
function tellingOf(error: unknown, event: unknown): unknown {
  const { error: brought } = Object(event)
  return typeof Object(brought).message === 'string' ? brought : error
}

const typeOf = ({ event }: StatelyEvent): string => textOf(Object(event).type).slice(0, LONGEST_TYPE)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const LONGEST_TYPE = 1000

const ENDS: Readonly<Record<string, EndMessage['status']>> = {
  done: 'done',
  error: 'failed',
  stopped: 'stopped',
}

/** Actors may never end, and must not fill the memory. */
const MOST_ACTORS = 10_000

/** Apps have a few. */
const MOST_CHARTS = 1000
