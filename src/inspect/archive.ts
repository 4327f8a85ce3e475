import type {
  DefinitionMessage,
  EndMessage,
  InspectorMessage,
  SessionMessage,
  StateMessage,
  ToldMessage,
} from './message.ts'
import { messagesAfter } from './messages-after.ts'

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
  /**
   * In order, those after a number.
   *
   * @param most - the first so many at most; fewer too where there are more, but never none
   */
  messages(after: number, most?: number): readonly InspectorMessage[]
  /** Of one session, its definition first; empty for one that is not held. */
  messagesOf(sessionId: string): readonly InspectorMessage[]
  /** Of all that is held, as `sizeOf` has it; definitions do not count. */
  readonly size: number
}

export interface ArchiveLimits {
  readonly sessions: number
  /** Of one session. */
  readonly events: number
  /** How large all of it may be. @default Infinity */
  readonly size?: number
  readonly sizeOf?: (message: ToldMessage) => number
  /** Told which session is held no longer. */
  readonly onForget: (sessionId: string) => void
}

/**
 * Holds a bounded number of messages: the sessions that ended first go first, then the oldest of those that live. Where
 * all is too large, the oldest messages of long sessions go before any session does, down to the last 200 of each; and
 * those of all that live before these do.
 */
export function createArchive({
  sessions: mostSessions,
  events: mostEvents,
  size: mostSize = Infinity,
  sizeOf = () => 0,
  onForget,
}: ArchiveLimits): Archive {
  const definitions = new Map<string, Definition>()
  const live = new Map<string, Held>()
  const ended = new Map<string, Held>()
  let size = 0
  /** How many messages long sessions have beyond those that stay. */
  let surplus = 0
  let lastSeq = 0

  const grow = (session: Held, by: number) => {
    session.size += by
    size += by
  }

  const begin = (session: SessionMessage) => {
    // It was told before.
    const definition = definitions.get(session.definitionId) as Definition
    definition.uses++
    const held = { session, definition, messages: [], sizes: [], size: 0, kept: 0, forgotten: 0 }
    live.set(session.sessionId, held)
    grow(held, sizeOf(session))
    if (live.size + ended.size > mostSessions) forgetFirst(ended.size > 0 ? ended : live)
  }

  const forgetFirst = (pool: Map<string, Held>) => {
    // It is not empty.
    const [[id, session]] = pool as unknown as readonly [[string, Held]]
    const { definition } = session
    pool.delete(id)
    grow(session, -session.size)
    surplus -= surplusOf(session)
    onForget(id)
    definition.uses--
    if (definition.uses === 0) definitions.delete(definition.message.definitionId)
  }

  const remember = (message: OfSession) => {
    const session = live.get(message.sessionId)
    if (session === undefined) return
    if (message.type === 'state') {
      session.state = message
      grow(session, -session.kept)
      session.kept = 0
    }
    const its = sizeOf(message)
    session.messages.push(message)
    session.sizes.push(its)
    grow(session, its)
    if (surplusOf(session) > 0) surplus++
    if (session.messages.length > mostEvents) dropFirst(session)
    if (message.type !== 'end') return
    session.end = message
    live.delete(message.sessionId)
    ended.set(message.sessionId, session)
  }

  const dropFirst = (session: Held) => {
    if (surplusOf(session) > 0) surplus--
    const message = session.messages.shift()
    const its = session.sizes.shift() as number
    session.forgotten++
    // Its last state is held with it.
    if (message === session.state) session.kept = its
    else grow(session, -its)
  }

  const shrink = (newest: number) => {
    // With some room, so that not every message is the occasion.
    const goal = mostSize * ROOMY
    // Each session is looked at.
    if (surplus * PARTS > live.size + ended.size)
      for (const session of held()) while (isOver(goal) && surplusOf(session) > 0) dropFirst(session)
    while (isOver(mostSize) && ended.size > 0) forgetFirst(ended)
    if (!isOver(mostSize)) return
    while (isOver(goal) && dropOldest(newest));
    while (isOver(goal) && live.size > 0) forgetFirst(live)
  }

  const isOver = (limit: number) => size > limit

  /** Of those that live the messages of the oldest part of the time that is held. @returns whether there were any */
  const dropOldest = (newest: number): boolean => {
    const firsts = [...live.values()].map(firstOf)
    const oldest = firsts.reduce((a, b) => Math.min(a, b), Infinity)
    const upTo = oldest + (newest - oldest) / PARTS
    for (const session of live.values()) while (firstOf(session) <= upTo) dropFirst(session)
    return oldest < Infinity
  }

  const held = (): readonly Held[] => [...ended.values(), ...live.values()]

  return {
    knows: (definitionId) => definitions.has(definitionId),

    add(message) {
      lastSeq = Math.max(lastSeq, message.seq)
      if (message.type === 'definition') definitions.set(message.definitionId, { message, uses: 0 })
      else if (message.type === 'session') begin(message)
      else remember(message)
      if (isOver(mostSize)) shrink(message.seq)
    },

    sessions: () =>
      held()
        .map(summaryOf)
        .toSorted((a, b) => a.startedAt - b.startedAt),

    messages(after, most = Infinity) {
      if (after >= lastSeq) return []
      return messagesAfter(
        [...definitions.values()].map(({ message }) => message),
        held(),
        after,
        most,
      )
    },

    messagesOf(sessionId) {
      const found = live.get(sessionId) ?? ended.get(sessionId)
      return found === undefined ? [] : [found.definition.message, found.session, ...found.messages]
    },

    get size() {
      return size
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
  /** Of each of these. */
  readonly sizes: number[]
  /** Of all of it. */
  size: number
  /** Of its last state, where that is no longer among the messages. */
  kept: number
  forgotten: number
  state?: StateMessage
  end?: EndMessage
}

/** How much of the limit is left when too much was held. */
const ROOMY = 7 / 8

/** Of a long session the last so many messages stay as long as it does. */
const FEW = 200

const surplusOf = ({ messages }: Held): number => Math.max(0, messages.length - FEW)

/** Of the time that is held, one of these goes at a time. */
const PARTS = 8

const firstOf = ({ messages }: Held): number => messages[0]?.seq ?? Infinity

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
