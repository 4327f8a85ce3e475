/** What a receiver asks for. */
export type LegacyCommand =
  /** To be told of all sessions from now on. */
  | { readonly type: 'inspect' }
  /** To send an event to the first of these sessions that there is. */
  | { readonly type: 'event'; readonly sessionIds: readonly string[]; readonly event: SentEvent }

export interface SentEvent {
  readonly type: string
  readonly [key: string]: unknown
}

/** Reads a message from a receiver; undefined for all that is none. */
export function readLegacyCommand(text: unknown): LegacyCommand | undefined {
  if (typeof text !== 'string' || text.length > LONGEST) return undefined
  const message = parse(text)
  switch (message['type']) {
    case 'xstate.inspecting':
      return { type: 'inspect' }
    case 'xstate.event':
    case 'service.event':
      return readEvent(message)
    default:
      return undefined
  }
}

/** Characters; an event that a person sends is a few dozen long. */
const LONGEST = 65_536

function readEvent({ event: text, service, sessionId }: Fields): LegacyCommand | undefined {
  const sent = parse(text)
  // XState's visualizer wraps the event as XState 4 does, with the session that it is for as its origin.
  const event = sent['$$type'] === 'scxml' ? fieldsOf(sent['data']) : sent
  if (!isEvent(event)) return undefined
  const sessionIds = [sent['origin'], service, sessionId].filter((id) => typeof id === 'string')
  return { type: 'event', sessionIds, event }
}

/** An event of XState's own says what an actor did, or a clock: nobody outside can say that. */
const isEvent = (event: Fields): event is SentEvent => {
  const { type } = event
  return typeof type === 'string' && type !== '' && !OWN.test(type)
}

const OWN = /^(?:xstate|done\.invoke|done\.state|error\.platform)\./

interface Fields {
  readonly [key: string]: unknown
}

function parse(text: unknown): Fields {
  try {
    return fieldsOf(typeof text === 'string' ? JSON.parse(text) : undefined)
  } catch {
    return {}
  }
}

const fieldsOf = (value: unknown): Fields =>
  // Only fields are read of it.
  typeof value === 'object' && value !== null ? (value as Fields) : {}
