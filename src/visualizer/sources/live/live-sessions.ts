import { edgeId } from '../../../inspect/edge-id.ts'
import { createArchive } from '../../../inspect/archive.ts'
import type { SessionTally } from '../../../inspect/link/wire.ts'
import type {
  DefinitionMessage,
  SessionMessage,
  StateMessage,
  ToldMessage,
} from '../../../inspect/message.ts'
import type { SessionRow } from '../../protocol.ts'
import type { SourceDetail, SourceListener } from '../session-source.ts'
import { keepIn } from './keep-in.ts'
import { rowOf } from './row-of.ts'
import type { RowPlace } from './row-of.ts'
import { beginFacts, followFacts } from './session-facts.ts'
import type { SessionFacts } from './session-facts.ts'
import { textSize } from './text-size.ts'

/** The sessions of one program, as its messages tell of them. */
export interface LiveSessions {
  /** Takes a message; one of a session that is not held changes nothing. */
  add(message: ToldMessage): void
  /** Sets right what was counted, where messages are missing. */
  settle(tally: SessionTally): void
  /**
   * Counts messages of a session that were not told.
   *
   * @param taken - how often each transition was taken in them, by `edgeId`
   */
  miss(sessionId: string, count: number, taken: Readonly<Record<string, number>>): void
  /** Says where the program is. */
  place(place: Pick<RowPlace, 'isReached' | 'isLost'>): void
  /** Tells of every session, and of what changes from now on. */
  start(listener: SourceListener): void
  row(key: string): SessionRow | undefined
  state(key: string): StateMessage | undefined
  detail(key: string): SourceDetail | undefined
  /** Of all that is held, about as many characters of JSON. */
  readonly size: number
}

export interface LiveLimits {
  /** How many sessions are held. */
  readonly sessions: number
  /** How many messages of each. */
  readonly events: number
  /** How large all of it may be, in characters of JSON; infinite where nothing is counted. */
  readonly characters: number
}

/** Of one program. */
export const DEFAULT_LIMITS: LiveLimits = { sessions: 1000, events: 1000, characters: 64_000_000 }

/** @param source - the id of the source that tells of them */
export function createLiveSessions(
  source: string,
  { sessions, events, characters }: LiveLimits,
): LiveSessions {
  const held = new Map<string, Held>()
  /** Also of sessions that may come: a program tells each once. */
  const definitions = new Map<string, DefinitionMessage>()
  let listener: SourceListener | undefined
  let place: RowPlace = { source, origin: 'live', isReached: true, isLost: false }

  const forget = (key: string) => {
    held.delete(key)
    listener?.removed(key)
  }

  const archive = createArchive({
    sessions,
    events,
    ...(characters < Infinity && { size: characters, sizeOf: textSize }),
    onForget: forget,
  })

  const begin = (message: SessionMessage) => {
    const { sessionId, definitionId } = message
    const known = definitions.get(definitionId)
    if (known === undefined || held.has(sessionId)) return
    const facts = beginFacts(message, known.definition)
    const row = rowOf(facts, place)
    // What cannot be read has thrown by now, and changes nothing.
    held.set(sessionId, { facts, told: 0, taken: new Map() })
    if (!archive.knows(definitionId)) archive.add(known)
    archive.add(message)
    if (!held.has(sessionId)) return
    listener?.row(row)
    listener?.definition(sessionId, known.definition)
    listener?.message(sessionId, message)
  }

  const follow = (message: Exclude<ToldMessage, DefinitionMessage | SessionMessage>) => {
    const session = held.get(message.sessionId)
    if (session === undefined || session.facts.end !== undefined) return
    const facts = followFacts(session.facts, message)
    const row = facts === session.facts ? undefined : rowOf(facts, place)
    archive.add(message)
    // One that is too large alone has gone at once.
    if (!held.has(message.sessionId)) return
    session.told++
    if (message.type === 'state')
      for (const taken of message.taken ?? []) countTaken(session, edgeId(taken), 1)
    session.facts = facts
    if (row !== undefined) listener?.row(row)
    listener?.message(message.sessionId, message)
  }

  const rows = () => [...held.values()].map(({ facts }) => rowOf(facts, place))

  return {
    add(message) {
      if (message.type === 'definition') keepIn(definitions, message.definitionId, message, MOST_DEFINITIONS)
      else if (message.type === 'session') begin(message)
      else follow(message)
    },

    settle({ sessionId, told, taken }) {
      const session = held.get(sessionId)
      if (session === undefined) return
      session.told = told
      session.taken = new Map(taken.map(({ count, ...transition }) => [edgeId(transition), count]))
    },

    miss(sessionId, count, taken) {
      const session = held.get(sessionId)
      if (session === undefined) return
      session.told += count
      for (const [id, times] of Object.entries(taken)) countTaken(session, id, times)
    },

    place(where) {
      place = { ...place, ...where }
      for (const { facts } of held.values()) if (facts.end === undefined) listener?.row(rowOf(facts, place))
    },

    start(given) {
      listener = given
      for (const row of rows()) given.row(row)
    },

    row(key) {
      const session = held.get(key)
      return session && rowOf(session.facts, place)
    },

    state: (key) => held.get(key)?.facts.state,

    detail(key) {
      const session = held.get(key)
      if (session === undefined) return undefined
      const [definition, ...messages] = archive.messagesOf(key)
      return {
        definition: (definition as DefinitionMessage).definition,
        messages,
        // Its beginning is always held.
        forgotten: Math.max(0, session.told - (messages.length - 1)),
        taken: Object.fromEntries(session.taken),
      }
    },

    get size() {
      return archive.size
    },
  }
}

interface Held {
  facts: SessionFacts
  told: number
  /** By edge. */
  taken: Map<string, number>
}

function countTaken({ taken }: Held, id: string, times: number): void {
  taken.set(id, (taken.get(id) ?? 0) + times)
}

/** Programs have a few; a broken one must not fill the memory. */
const MOST_DEFINITIONS = 1000
