import { edgeId } from '../edge-id.ts'
import type { InspectorMessage } from '../message.ts'
import type { SessionTally, TransitionCount } from './wire.ts'

/** What each session has done since it began, whatever is still held of it. */
export interface Tallies {
  /** Counts a message, once. */
  follow(message: InspectorMessage): void
  /** Those that are counted. */
  of(sessionIds: readonly string[]): readonly SessionTally[]
  /** The number of the last message that was counted. */
  readonly last: number
}

/** @param heldIds - gives the sessions that are still held; of others nothing is asked */
export function createTallies(heldIds: () => Iterable<string>): Tallies {
  const counted = new Map<string, Counted>()
  let last = 0
  let most = FEW

  const prune = () => {
    const held = new Set(heldIds())
    for (const id of counted.keys()) if (!held.has(id)) counted.delete(id)
    most = 2 * counted.size + FEW
  }

  return {
    follow(message) {
      if (message.seq <= last) return
      last = message.seq
      if (message.type === 'definition' || message.type === 'dropped') return
      if (message.type === 'session') {
        if (counted.size >= most) prune()
        counted.set(message.sessionId, { told: 0, taken: new Map() })
        return
      }
      const session = counted.get(message.sessionId)
      if (session === undefined) return
      session.told++
      if (message.type !== 'state') return
      for (const transition of message.taken ?? []) {
        const id = edgeId(transition)
        session.taken.set(id, { ...transition, count: (session.taken.get(id)?.count ?? 0) + 1 })
      }
    },

    get last() {
      return last
    },

    of: (sessionIds) =>
      sessionIds.flatMap((sessionId) => {
        const session = counted.get(sessionId)
        if (session === undefined) return []
        return [{ type: 'tally', sessionId, told: session.told, taken: [...session.taken.values()] }]
      }),
  }
}

interface Counted {
  told: number
  readonly taken: Map<string, TransitionCount>
}

/** Sessions, between two looks at which are held. */
const FEW = 1000
