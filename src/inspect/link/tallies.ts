import type { Inspector } from '../create-inspector.ts'
import { edgeId } from '../edge-id.ts'
import type { InspectorMessage } from '../message.ts'
import type { SessionTally, TransitionCount } from './wire.ts'

/** What each session has done since it began, whatever is still held of it. */
export interface Tallies {
  /** Counts a message as it happens. */
  follow(message: InspectorMessage): void
  /** Those of sessions that are known, as they are now. */
  of(sessionIds: readonly string[]): readonly SessionTally[]
  /** The number of the last message that has happened. */
  readonly last: number
}

/**
 * Counts what happens from now on. What a session did before, as far as it is held, is counted when it does something
 * again, or is asked for: an inspector may hold more than can be looked at in one turn.
 */
export function createTallies({ messages, sessions }: Pick<Inspector, 'messages' | 'sessions'>): Tallies {
  const counted = new Map<string, Counted>()
  let last = 0
  let most = FEW

  const prune = () => {
    const held = new Set(sessions().map(({ sessionId }) => sessionId))
    for (const id of counted.keys()) if (!held.has(id)) counted.delete(id)
    most = 2 * counted.size + FEW
  }

  const begin = (sessionId: string): Counted => {
    if (counted.size >= most) prune()
    const session = { last: 0, told: 0, taken: new Map() }
    counted.set(sessionId, session)
    return session
  }

  /** Counts what is held of a session and was not counted. */
  const catchUp = (sessionId: string): Counted | undefined => {
    const held = messages({ sessionId, after: counted.get(sessionId)?.last ?? 0 })
    const session = counted.get(sessionId) ?? (held.length > 0 ? begin(sessionId) : undefined)
    if (session !== undefined) for (const message of held) count(session, message)
    return session
  }

  return {
    follow(message) {
      last = Math.max(last, message.seq)
      if (message.type === 'definition' || message.type === 'dropped') return
      if (message.type === 'session') begin(message.sessionId)
      const session = counted.get(message.sessionId)
      if (session === undefined) catchUp(message.sessionId)
      else count(session, message)
    },

    get last() {
      return last
    },

    of: (sessionIds) =>
      sessionIds.flatMap((sessionId) => {
        const session = catchUp(sessionId)
        if (session === undefined) return []
        return [{ type: 'tally', sessionId, told: session.told, taken: [...session.taken.values()] }]
      }),
  }
}

/** Once: its messages come in order. */
function count(session: Counted, message: InspectorMessage): void {
  if (message.seq <= session.last) return
  session.last = message.seq
  if (message.type === 'definition' || message.type === 'session') return
  session.told++
  if (message.type !== 'state') return
  for (const transition of message.taken ?? []) {
    const id = edgeId(transition)
    session.taken.set(id, { ...transition, count: (session.taken.get(id)?.count ?? 0) + 1 })
  }
}

interface Counted {
  /** The number of the last message that was counted. */
  last: number
  told: number
  readonly taken: Map<string, TransitionCount>
}

/** Sessions, between two looks at which are held. */
const FEW = 1000
