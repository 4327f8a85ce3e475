import { openSession } from '../machine/open-session.ts'
import { onAbort } from '../on-abort.ts'
import type { HeldRecord } from './acquire.ts'
import { createCommitter } from './committer.ts'
import { cancelled } from './ended-session.ts'
import type { Keeper } from './keeper.ts'
import { CANCELLED, RELEASED } from './last-change.ts'
import { outcomeOf } from './outcome-of.ts'
import type { HeldState } from './read-held-state.ts'
import type { SessionChange } from './session-store.ts'
import { lastStateChange, stateChange } from './state-change.ts'
import type { StoredSession } from './stored-session.ts'

/**
 * Runs a session that is held here, and writes each of its states to the store before anything is done in it.
 *
 * @param givenUp - aborted when nobody waits for it any more: it then stays in the store, for whoever takes it next
 * @returns its value; undefined when somebody else has taken it, and what it came to here does not count
 * @throws the session's error, or the store's
 */
export async function runHeldSession(
  session: StoredSession,
  record: HeldRecord,
  { isWritten, ...state }: HeldState,
  keeper: Keeper,
  givenUp: AbortSignal,
): Promise<{ readonly value: unknown } | undefined> {
  const { id, store, machine, fn, codec, inspect } = session
  const commit = createCommitter(store, record)
  const ender = new AbortController()
  let isKnown = isWritten
  let interruption: Interruption | undefined

  const interrupt = (error: unknown, change?: SessionChange) => {
    interruption ??= { failed: true, error, change }
    ender.abort(error)
  }
  const cancel = () => interrupt(cancelled(id), CANCELLED)
  const lose = () => interrupt(lost(id))
  const release = () => interrupt(givenUp.reason, { ...lastStateChange(actor, session), ...RELEASED })

  const checkpoint = async (step: 'attempt' | 'sleep') => {
    if (isKnown) {
      isKnown = false
      return
    }
    // The attempt that follows at once says it all.
    if (step === 'sleep' && actor.getSnapshot().context.upcomingSleep === 0) return
    let change
    try {
      change = stateChange(actor, session)
    } catch (error) {
      // The session's own end: it would come here again each time that it is taken up.
      return ender.abort(error)
    }
    try {
      if (!(await commit({ ...change, leaseFor: keeper.lease.leaseFor }))) lose()
    } catch (error) {
      interrupt(error, { ...change, ...RELEASED })
    }
  }

  const { actor, result, start, send } = openSession(
    machine,
    { fn, checkpoint, signal: ender.signal, resumed: state.resumed },
    { inspect, snapshot: state.snapshot },
  )
  const letGo = keeper.keep(id, { cancel, lose, wake: () => send({ type: 'WAKE' }) })
  if (record.cancelRequested) cancel()
  const unlisten = onAbort(givenUp, release)
  start()

  const outcome = await outcomeOf(result, actor, codec)
  letGo()
  unlisten()
  const cut = interruption
  const end = cut ?? outcome
  try {
    if (end.change === undefined || !(await keeper.conclude(commit, end.change))) return undefined
  } catch (error) {
    throw cut === undefined ? error : cut.error
  }
  if (end.failed) throw end.error
  return { value: end.value }
}

/** Why a session was ended from outside, and what is then written: nothing when somebody else holds it. */
interface Interruption {
  readonly failed: true
  readonly error: unknown
  readonly change: SessionChange | undefined
}

const lost = (id: string) =>
  new DOMException(`the session ${id} was taken over, since its lease had run out`, 'AbortError')
