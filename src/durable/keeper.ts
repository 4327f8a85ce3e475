import { systemClock } from '../time.ts'
import type { Commit } from './committer.ts'
import { RELEASED } from './last-change.ts'
import { createOwner } from './owner.ts'
import type { Lease, SessionChange, SessionStore } from './session-store.ts'

/** What the others want of a session that is held here. */
interface Held {
  cancel(): void
  wake(): void
  /** Somebody else has taken it. */
  lose(): void
}

/** Holds sessions for this process: renews their leases, and passes on what others ask of them. */
export interface Keeper {
  readonly lease: Lease
  /** @returns a function that lets go of it */
  keep(id: string, held: Held): () => void
  /**
   * Makes the last change to a session that was let go of. As long as the store cannot be told, it is tried again: the
   * end of the lease would not free the session, since it is renewed with those of all others.
   *
   * @returns whether it was made; if not, somebody else holds the session now
   * @throws what the store has thrown
   */
  conclude(commit: Commit, change: SessionChange): Promise<boolean>
}

/** @param leaseFor - milliseconds */
export function keeperOf(store: SessionStore, leaseFor: number): Keeper {
  const ofStore = keepers.get(store) ?? new Map<number, Keeper>()
  keepers.set(store, ofStore)
  const keeper = ofStore.get(leaseFor) ?? createKeeper(store, leaseFor)
  ofStore.set(leaseFor, keeper)
  return keeper
}

const keepers = new WeakMap<SessionStore, Map<number, Keeper>>()

/** What may be over at the next beat. */
const MAY_PASS: ReadonlySet<unknown> = new Set(['HOLDFAST_STORE_BUSY', 'HOLDFAST_STORE_FULL'])

/** How often to ask the store at least, in milliseconds: a request must reach its session within a second. */
const LONGEST_PAUSE = 500

function createKeeper(store: SessionStore, leaseFor: number): Keeper {
  const lease = { owner: createOwner(), leaseFor }
  const sessions = new Map<string, Held>()
  const untold = new Set<() => Promise<unknown>>()
  let concluding = 0
  let isBeating = false

  const beginToBeat = () => {
    if (isBeating) return
    isBeating = true
    void beat()
  }

  const beat = async () => {
    while (sessions.size + concluding + untold.size > 0) {
      await pause(Math.min(LONGEST_PAUSE, leaseFor / 3))
      // The next beat, or the next commit, will tell whether they are still held.
      if (sessions.size + concluding > 0) await renew().catch(() => {})
      await tellAgain()
    }
    isBeating = false
  }

  const renew = async () => {
    const kept = [...sessions]
    const { held, cancelRequested, wakeRequested } = await store.renew(lease)
    for (const id of cancelRequested) sessions.get(id)?.cancel()
    for (const id of wakeRequested) sessions.get(id)?.wake()
    const stillKept = kept.filter(([id, session]) => sessions.get(id) === session)
    // The store holds for this process too what it could not be told the end of.
    if (held < stillKept.length + untold.size) await findLost(stillKept)
  }

  const findLost = async (kept: readonly (readonly [string, Held])[]) => {
    for (const [id, session] of kept) {
      const record = await store.get(id)
      if (record?.owner !== lease.owner) session.lose()
    }
  }

  const tellAgain = async () => {
    for (const tell of untold) {
      const isOver = await tell().then(
        () => true,
        (error: unknown) => Object(error).code === 'HOLDFAST_STORE_CLOSED',
      )
      if (isOver) untold.delete(tell)
    }
  }

  return {
    lease,
    keep(id, held) {
      sessions.set(id, held)
      beginToBeat()
      return () => void sessions.delete(id)
    },
    async conclude(commit, change) {
      concluding++
      beginToBeat()
      try {
        return await commit(change)
      } catch (error) {
        // What cannot be written at all must not keep others from it.
        untold.add(() =>
          commit(change).catch((again: unknown) => {
            if (MAY_PASS.has(Object(again).code)) throw again
            return commit(RELEASED)
          }),
        )
        throw error
      } finally {
        concluding--
      }
    },
  }
}

/** Keeps no process alive. */
const pause = (ms: number) => new Promise<void>((resolve) => void systemClock.setTimer(resolve, ms, true))
