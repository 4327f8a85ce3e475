import { toLegacyEvent } from './legacy-event.ts'
import type { InspectedEvent } from './legacy-event.ts'
import { toLegacyState } from './legacy-state.ts'
import type { MachineDefinition, SessionMessage, StateMessage } from './message.ts'

/** A session that lives: it takes note of what happens, and reports it as the protocol of `@xstate/inspect` wants it. */
export interface LegacySession {
  event(event: InspectedEvent): Report
  state(state: StateMessage): Report
  readonly end: Report
  /** For a receiver that comes late. */
  readonly register: Report
}

/** Messages, which are only written where somebody reads them. */
export type Report = () => readonly LegacyMessage[]

/** What a receiver is told; JSON text inside of JSON is the protocol's way. */
type LegacyMessage = { readonly sessionId: string } & (
  | {
      readonly type: 'service.register'
      readonly machine: string
      readonly state: string
      readonly id: string
      readonly parent: string | undefined
    }
  | { readonly type: 'service.event'; readonly event: string }
  | { readonly type: 'service.state'; readonly state: string }
  | { readonly type: 'service.stop' }
)

export interface Chart {
  readonly definition: MachineDefinition
  /** The definition as JSON for XState 4. */
  readonly legacyText: () => string
}

interface Moment {
  readonly state: StateMessage
  /** Led to the state. */
  readonly event: InspectedEvent
}

export function createLegacySession(
  { sessionId, name, parentId }: SessionMessage,
  { definition, legacyText }: Chart,
): LegacySession {
  let sent: InspectedEvent | undefined
  // In the protocol a session begins with a state: before it there is nothing to tell.
  let now: Moment | undefined

  const stateText = ({ state, event }: Moment) => JSON.stringify(toLegacyState(state, event, definition))

  const tellRegister = (moment: Moment): LegacyMessage => ({
    type: 'service.register',
    machine: legacyText(),
    state: stateText(moment),
    id: name,
    sessionId,
    parent: parentId,
  })
  const tellEvent = (event: InspectedEvent): LegacyMessage => ({
    type: 'service.event',
    event: JSON.stringify(toLegacyEvent(event)),
    sessionId,
  })
  const tellState = (moment: Moment): LegacyMessage => ({
    type: 'service.state',
    state: stateText(moment),
    sessionId,
  })

  return {
    event(event) {
      sent = event
      return now === undefined ? nothing : () => [tellEvent(event)]
    },
    state(state) {
      const isFirst = now === undefined
      const moment = { state, event: causeOf(state, sent) }
      now = moment
      return () =>
        isFirst ? [tellRegister(moment), tellEvent(moment.event), tellState(moment)] : [tellState(moment)]
    },
    end: () => (now === undefined ? [] : [{ type: 'service.stop', sessionId }]),
    register: () => (now === undefined ? [] : [tellRegister(now)]),
  }
}

export const nothing: Report = () => []

/** While the last event waits for its turn, the state is the work of one before it. */
const causeOf = ({ eventType }: StateMessage, sent: InspectedEvent | undefined): InspectedEvent =>
  sent?.type === eventType ? sent : { type: eventType }
