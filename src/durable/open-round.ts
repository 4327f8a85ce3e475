import type { SessionRecord, SessionStore } from './session-store.ts'

/**
 * Has a session that has ended run again, in a new round: whoever takes it next begins it.
 *
 * Attempt numbers go on; whatever counts or measures begins anew.
 *
 * @param by - who asked for it, for the history
 * @returns false when the session has changed since its record was read
 */
export const openRound = (
  store: SessionStore,
  { id, rev, owner, round }: SessionRecord,
  by?: string,
): Promise<boolean> =>
  store.commit(
    id,
    { rev, owner },
    {
      status: 'sleeping',
      round: round + 1,
      crashes: 0,
      dueAt: store.now(),
      deadlineAt: null,
      snapshot: null,
      result: null,
      error: null,
      cancelRequested: false,
      wakeRequested: false,
      leaseFor: null,
      event: 'retried',
    },
    by,
  )
