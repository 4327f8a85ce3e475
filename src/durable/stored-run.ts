import { SnapshotError } from '../errors/snapshot-error.ts'
import { acquire } from './acquire.ts'
import type { HeldSession, Wishes } from './acquire.ts'
import { createCommitter } from './committer.ts'
import { answerFrom } from './ended-session.ts'
import { keeperOf } from './keeper.ts'
import type { Keeper } from './keeper.ts'
import { RELEASED } from './last-change.ts'
import { orAborted } from './or-aborted.ts'
import { readHeldState } from './read-held-state.ts'
import { runHeldSession } from './run-held-session.ts'
import type { StoredSession } from './stored-session.ts'

/** One stored session in this process, and all the calls that wait for it. */
export interface StoredRun {
  /** The id of its machine. */
  readonly kind: string
  /** Waits for its result. */
  attach(call: Call): Promise<unknown>
}

/** What one call wants of a session. */
interface Call {
  /** Each of them ends the call; once no call is left, the session is given up. */
  readonly signals: readonly (AbortSignal | undefined)[]
  /** Run it again, where it has failed already. */
  readonly restart: boolean
}

/** @param onEnd - told before its result is, or once it is given up */
export function createStoredRun(session: StoredSession, onEnd: () => void): StoredRun {
  const givenUp = new AbortController()
  const wishes = { restart: false, isNew: true, signal: givenUp.signal }
  let callers = 0
  // What the first call wants is known only after this.
  const result = Promise.resolve()
    .then(() => runToEnd(session, wishes))
    .finally(onEnd)
  // Each caller has a promise of its own.
  result.catch(() => {})

  return {
    kind: session.policy.id,
    attach({ signals, restart }) {
      callers++
      wishes.restart ||= restart
      return orAborted(result, signals, (reason) => {
        if (--callers > 0) return
        onEnd()
        givenUp.abort(reason)
      })
    },
  }
}

async function runToEnd(session: StoredSession, wishes: Wishes): Promise<unknown> {
  const keeper = keeperOf(session.store, session.leaseFor)
  let acquired = await acquire(session, keeper.lease, wishes)
  while (acquired.isHeld) {
    const end = await takeUp(session, acquired, keeper, wishes.signal)
    if (end !== undefined) return end.value
    // Somebody else has it: what it comes to there is its result.
    acquired = await acquire(session, keeper.lease, { ...wishes, restart: false, isNew: false })
  }
  return answerFrom(acquired.record, session)
}

/** A session that this machine cannot go on with stays for one that can. */
async function takeUp(session: StoredSession, held: HeldSession, keeper: Keeper, givenUp: AbortSignal) {
  let state
  try {
    state = readHeldState(session, held)
  } catch (error) {
    // No more than that: a message may quote what the store keeps encrypted.
    const note = error instanceof SnapshotError ? error.code : 'its snapshot could not be read'
    const commit = createCommitter(session.store, held.record)
    await keeper.conclude(commit, { ...RELEASED, note }).catch(() => {})
    throw error
  }
  return runHeldSession(session, held.record, state, keeper, givenUp)
}
