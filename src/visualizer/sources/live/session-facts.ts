import type {
  EndMessage,
  InspectorMessage,
  MachineDefinition,
  SessionMessage,
  StateMessage,
} from '../../../inspect/message.ts'
import { chartFacts } from './chart-facts.ts'
import type { ChartFacts } from './chart-facts.ts'

/** What the messages of a session come to, so far. */
export interface SessionFacts {
  readonly begun: SessionMessage
  readonly chart: ChartFacts
  readonly state?: StateMessage
  /** The last error that a step brought, in full. */
  readonly failure?: unknown
  /** The result with which its last attempt ended, where its strategy refused that. */
  readonly refused?: { readonly result: unknown } | undefined
  /** When its sleep ends; epoch milliseconds. Absent while it does not sleep, and for a sleep without end. */
  readonly wakeAt?: number | undefined
  /** It was told to end, by somebody or by its own timeout, and did. */
  readonly isAborted: boolean
  readonly end?: EndMessage
}

/** The facts of a session that begins. */
export const beginFacts = (begun: SessionMessage, definition: MachineDefinition): SessionFacts => ({
  begun,
  chart: chartFacts(definition),
  isAborted: false,
})

/** The facts after a further message; the same object where it changes none of them. */
export function followFacts(facts: SessionFacts, message: InspectorMessage): SessionFacts {
  switch (message.type) {
    case 'state':
      return {
        ...facts,
        state: message,
        refused: refusedOf(facts, message),
        wakeAt: wakeOf(facts, message),
        isAborted: isAbort(facts, message),
      }
    case 'event':
      return message.event.type.startsWith(FAILED) ? { ...facts, failure: message.event['error'] } : facts
    case 'end':
      return { ...facts, end: message, refused: refusedAtEnd(facts, message), wakeAt: undefined }
    default:
      return facts
  }
}

const FAILED = 'xstate.error.actor.'

/** An ABORT that comes when the session is ending anyway changes no state; what follows from one comes from within. */
const isAbort = ({ state, isAborted }: SessionFacts, { eventType, value }: StateMessage): boolean =>
  eventType === 'ABORT'
    ? isAborted || JSON.stringify(value) !== JSON.stringify(state?.value)
    : isAborted && eventType.startsWith('xstate.')

/** A session that sleeps has refused what its last attempt came to. */
function refusedOf({ chart, refused }: SessionFacts, { value, context }: StateMessage) {
  const { failed, result } = Object(context)
  if (failed === true) return undefined
  return failed === false && chart.sleeps(value) ? { result } : refused
}

/** So has one that gave up. */
function refusedAtEnd({ state, refused }: SessionFacts, { status, error }: EndMessage) {
  if (status === 'done') return undefined
  const { failed, result } = Object(state?.context)
  return failed === false && Object(error).code === EXHAUSTED ? { result } : refused
}

const EXHAUSTED = 'HOLDFAST_RETRY_EXHAUSTED'

function wakeOf({ chart, state, wakeAt }: SessionFacts, message: StateMessage): number | undefined {
  if (message.status !== 'active' || !chart.sleeps(message.value)) return undefined
  // An event that it takes in its sleep makes the sleep no longer.
  if (state !== undefined && chart.sleeps(state.value)) return wakeAt
  const end = message.at + restOf(message)
  return Number.isFinite(end) ? end : undefined
}

/** A sleep that was cut in an earlier process ends when it would have ended; a sanitiser may hide any of this. */
function restOf({ at, context }: StateMessage): number {
  const { upcomingSleep, attemptNumber, resumed } = Object(context)
  const { attemptNumber: cutAt, wakeAt, saved } = Object(resumed)
  const sleep = numberOf(upcomingSleep)
  if (cutAt !== attemptNumber || !Number.isFinite(wakeAt)) return sleep
  return Math.min(sleep, Math.max(0, wakeAt - Math.max(at, numberOf(saved?.at ?? at))))
}

/** One without end is told as a text. */
const numberOf = (value: unknown): number => (typeof value === 'object' ? NaN : Number(value))
