import type {
  DefinitionMessage,
  EndMessage,
  InspectorMessage,
  SessionMessage,
  StateMessage,
  ToldMessage,
} from './message.ts'

/** What an inspector knows of a session. */
export interface InspectedSession {
  readonly sessionId: string
  readonly name: string
  /** The session's own id, where it was given one. */
  readonly key?: string
  readonly definitionId: string
  readonly parentId?: string
  readonly status: 'active' | EndMessage['status']
  /** The state that it is in; undefined before the first. */
  readonly value: unknown
  readonly attemptNumber?: number
  /** Epoch milliseconds. */
  readonly startedAt: number
  readonly endedAt?: number
  /** How many of its messages are no longer held. */
  readonly forgotten: number
}

/** The messages of the last sessions. */
export interface Archive {
  /** Whether sinks know it, and need not be told again. */
  knows(definitionId: string): boolean
  add(message: ToldMessage): void
  sessions(): readonly InspectedSession[]
  /** In order. */
  messages(after: number): readonly InspectorMessage[]
  /** Of one session, its definition first; empty for one that is not held. */
  messagesOf(sessionId: string): readonly InspectorMessage[]
}

export interface ArchiveLimits {
  readonly sessions: number
  /** Of one session. */
  readonly events: number
  /** Told which session is held no longer. */
  readonly onForget: (sessionId: string) => void
}

/** Holds a bounded number of messages: of the sessions that ended first the oldest goes first, then of those that live. */
export function createArchive(limits: ArchiveLimits): Archive {
  const definitions = new Map<string, Definition>()
  const live = new Map<string, Held>()
  const ended = new Map<string, Held>()

  const begin = (session: SessionMessage) => {
    // It was told before.
    const definition = definitions.get(session.definitionId) as Definition
    definition.uses++
    live.set(session.sessionId, { session, definition, messages: [], forgotten: 0 })
    if (live.size + ended.size > limits.sessions) forgetFirst(ended.size > 0 ? ended : live)
  }

  const forgetFirst = (pool: Map<string, Held>) => {
    // It is not empty.
    const [[id, { definition }]] = pool as unknown as readonly [[string, Held]]
    pool.delete(id)
    limits.onForget(id)
    definition.uses--
    if (definition.uses === 0) definitions.delete(definition.message.definitionId)
  }

  const remember = (message: OfSession) => {
    const session = live.get(message.sessionId)
    if (session === undefined) return
    if (message.type === 'state') session.state = message
    session.messages.push(message)
    if (session.messages.length > limits.events) {
      session.messages.shift()
      session.forgotten++
    }
    if (message.type !== 'end') return
    session.end = message
    live.delete(message.sessionId)
    ended.set(message.sessionId, session)
  }

  const held = (): readonly Held[] => [...ended.values(), ...live.values()]

  return {
    knows: (definitionId) => definitions.has(definitionId),

    add(message) {
      if (message.type === 'definition') definitions.set(message.definitionId, { message, uses: 0 })
      else if (message.type === 'session') begin(message)
      else remember(message)
    },

    sessions: () =>
      held()
        .map(summaryOf)
        .toSorted((a, b) => a.startedAt - b.startedAt),

    messages: (after) =>
      [
        ...[...definitions.values()].map(({ message }) => message),
        ...held().flatMap(({ session, messages }) => [session, ...messages]),
      ]
        .filter(({ seq }) => seq > after)
        .toSorted((a, b) => a.seq - b.seq),

    messagesOf(sessionId) {
      const found = live.get(sessionId) ?? ended.get(sessionId)
      return found === undefined ? [] : [found.definition.message, found.session, ...found.messages]
    },
  }
}

interface Definition {
  readonly message: DefinitionMessage
  /** By how many sessions that are held. */
  uses: number
}

/** What is told of a session that has begun. */
type OfSession = Exclude<ToldMessage, DefinitionMessage | SessionMessage>

interface Held {
  readonly session: SessionMessage
  readonly definition: Definition
  readonly messages: OfSession[]
  forgotten: number
  state?: StateMessage
  end?: EndMessage
}

const summaryOf = ({ session, state, end, forgotten }: Held): InspectedSession => {
  const { sessionId, name, key, definitionId, parentId, at } = session
  // A sanitiser may have left it out.
  const { attemptNumber } = Object(state?.context)
  return {
    sessionId,
    name,
    ...(key !== undefined && { key }),
    definitionId,
    ...(parentId !== undefined && { parentId }),
    status: end?.status ?? 'active',
    value: state?.value,
    ...(typeof attemptNumber === 'number' && { attemptNumber }),
    startedAt: at,
    ...(end !== undefined && { endedAt: end.at }),
    forgotten,
  }
}
