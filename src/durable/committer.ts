import type { SessionChange, SessionRecord, SessionStore } from './session-store.ts'

/** @returns whether the change was made; if not, somebody else holds the session now */
export type Commit = (change: SessionChange) => Promise<boolean>

/** Commits one change after the other: each needs the revision that the one before has made. */
export function createCommitter(
  store: SessionStore,
  { id, rev, owner }: Pick<SessionRecord, 'id' | 'rev' | 'owner'>,
): Commit {
  let known = rev
  let last: Promise<unknown> = Promise.resolve()

  return (change) => {
    const committed = last.then(async () => {
      const isHeld = await store.commit(id, { rev: known, owner }, change)
      if (isHeld) known++
      return isHeld
    })
    last = committed.catch(() => {})
    return committed
  }
}
