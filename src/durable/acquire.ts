import { StoreError } from '../errors/store-error.ts'
import { SNAPSHOT_FORMAT } from '../machine/snapshot/session-snapshot.ts'
import { ownerOf } from '../machine/xstate.ts'
import { checkKind } from './check-kind.ts'
import { cancelled } from './ended-session.ts'
import { hasEnded } from './has-ended.ts'
import { isHeld } from './is-held.ts'
import { QUARANTINED } from './last-change.ts'
import { openRound } from './open-round.ts'
import { isGone } from './owner.ts'
import { pause } from './pause.ts'
import type { Lease, SessionRecord, SessionStore } from './session-store.ts'
import type { StoredSession } from './stored-session.ts'

/** A session that is held here now, or has ended. */
export type Acquired = HeldSession | EndedSession

export interface HeldSession {
  readonly isHeld: true
  readonly record: HeldRecord
  /** This very call has added it. */
  readonly isNew: boolean
}

interface EndedSession {
  readonly isHeld: false
  readonly record: SessionRecord
}

/** What is known of a session that begins, without having read it. */
export type HeldRecord = Pick<
  SessionRecord,
  | 'id'
  | 'kind'
  | 'machineVersion'
  | 'status'
  | 'attempt'
  | 'rev'
  | 'owner'
  | 'cancelRequested'
  | 'dueAt'
  | 'snapshot'
  | 'createdAt'
>

/** What the calls that wait for a session want of it. */
export interface Wishes {
  /** Run it again, where it has failed already. */
  readonly restart: boolean
  /** Add it, where there is none; else it was there, and somebody has deleted it. */
  readonly isNew: boolean
  /** Aborted once none of them waits any more. */
  readonly signal: AbortSignal
}

/**
 * Takes a session, or adds it; while somebody else holds it, waits for its end or for the end of the lease.
 *
 * @param wishes - of which `restart` may change meanwhile
 * @throws TypeError when the id is that of a session of another machine; the signal's reason
 */
export async function acquire(session: StoredSession, lease: Lease, wishes: Wishes): Promise<Acquired> {
  let acquired = await look(session, lease, wishes)
  for (let ms = SHORTEST_PAUSE; acquired === undefined; ms = Math.min(ms * 2, LONGEST_PAUSE)) {
    await pause(ms, wishes.signal)
    // What fails while one waits is one's own result.
    acquired = await look(session, lease, { ...wishes, restart: false })
  }
  return acquired
}

/** Milliseconds. */
const SHORTEST_PAUSE = 20
const LONGEST_PAUSE = 250

async function look(session: StoredSession, lease: Lease, wishes: Wishes): Promise<Acquired | undefined> {
  const record = await session.store.get(session.id)
  wishes.signal.throwIfAborted()
  if (record !== undefined) return take(session, record, lease, wishes.restart)
  if (!wishes.isNew) throw cancelled(session.id)
  return add(session, lease)
}

async function add(
  { id, store, policy, machine, attemptLimit }: StoredSession,
  lease: Lease,
): Promise<HeldSession | undefined> {
  const { timeout, before } = policy
  const createdAt = store.now()
  const session = {
    id,
    kind: policy.id,
    machineVersion: policy.version,
    snapshotFormat: SNAPSHOT_FORMAT,
    status: 'active',
    // Without a hook before it, the attempt begins at once: one write says both.
    attempt: before === undefined && ownerOf(machine, 'before') === 'chart' ? 1 : 0,
    attemptLimit,
    deadlineAt: timeout === undefined ? null : Math.ceil(createdAt + timeout),
  } as const
  if (!(await store.insert(session, lease))) return undefined
  const begun = { rev: 1, owner: lease.owner, cancelRequested: false, dueAt: null, snapshot: null, createdAt }
  return { isHeld: true, record: { ...session, ...begun }, isNew: true }
}

async function take(
  { id, store, policy, maxCrashes }: StoredSession,
  record: SessionRecord,
  lease: Lease,
  mayRestart: boolean,
): Promise<Acquired | undefined> {
  checkKind(id, record.kind, policy)
  checkStatus(record)
  if (hasEnded(record)) {
    if (!mayRestart || record.status === 'done') return { isHeld: false, record }
    if (!(await openRound(store, record, lease.owner))) return undefined
  }
  const gone = record.owner !== null && isGone(record.owner) ? { gone: record.owner } : undefined
  // To claim locks the store for all, and whoever waits looks again and again.
  if (gone === undefined && isHeld(record, store.now())) return undefined
  const claimed = await store.claim(id, { ...lease, ...gone })
  if (claimed !== undefined && claimed.crashes >= maxCrashes) return quarantine(store, claimed)
  return claimed && { isHeld: true, record: claimed, isNew: false }
}

async function quarantine(store: SessionStore, record: SessionRecord): Promise<EndedSession | undefined> {
  const note = `its process has died ${record.crashes} times in attempt ${record.attempt}`
  const isDone = await store.commit(record.id, record, { ...QUARANTINED, note })
  return isDone ? { isHeld: false, record: { ...record, status: 'quarantined' } } : undefined
}

/** A later version may know of others, and what is right to do then. */
function checkStatus({ id, status }: SessionRecord): void {
  if (hasEnded({ status }) || status === 'active' || status === 'sleeping') return
  throw new StoreError(
    'HOLDFAST_STORE_NEWER',
    `the session ${id} has the status ${status}, which this version of Holdfast does not know: upgrade it`,
  )
}
