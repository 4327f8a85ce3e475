/** Where a stored session stands. */
export type SessionStatus =
  /** An attempt, or the decision about it, is under way. */
  | 'active'
  /** Between two attempts. */
  | 'sleeping'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** It killed its process too often, and waits for somebody to look. */
  | 'quarantined'

/** A session as it is stored; times are epoch milliseconds on the store's clock, texts as the session wrote them. */
export interface SessionRecord {
  readonly id: string
  /** The id of its machine. */
  readonly kind: string
  readonly machineVersion: string
  /** The version of the form of `snapshot`. */
  readonly snapshotFormat: number
  readonly status: SessionStatus
  /** The number of attempts begun, in all rounds. */
  readonly attempt: number
  /** After how many attempts of a round its stop strategy stops at the latest; null when it does not say. */
  readonly attemptLimit: number | null
  /** 1, and one more for each time that the session was run again after it had ended. */
  readonly round: number
  /** How often in a row an owner died while it ran, as far as can be told; a change that gets it further sets 0. */
  readonly crashes: number
  /** When its sleep ends. */
  readonly dueAt: number | null
  /** When its `timeout` ends it. */
  readonly deadlineAt: number | null
  /** One more with each commit: nobody can write to a session whose `rev` he does not know. */
  readonly rev: number
  /** Who runs it; null when nobody does. */
  readonly owner: string | null
  /** From when on another may take it, if its owner has not renewed. */
  readonly leaseUntil: number | null
  readonly cancelRequested: boolean
  readonly wakeRequested: boolean
  readonly input: string | null
  /** Where it goes on. */
  readonly snapshot: string | null
  /** Of a session that is done. */
  readonly result: string | null
  /** Of a session that failed. */
  readonly error: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** A session that begins. */
export type NewSession = Pick<SessionRecord, 'id' | 'kind' | 'machineVersion' | 'snapshotFormat' | 'status'> &
  Partial<Pick<SessionRecord, 'attempt' | 'attemptLimit' | 'dueAt' | 'deadlineAt' | 'input' | 'snapshot'>>

/** Who runs a session, and for how many milliseconds from now nobody else may, unless the owner renews. */
export interface Lease {
  readonly owner: string
  readonly leaseFor: number
}

/** What a commit changes; what is not named stays. */
export type SessionChange = Partial<
  Pick<
    SessionRecord,
    | 'machineVersion'
    | 'snapshotFormat'
    | 'status'
    | 'attempt'
    | 'attemptLimit'
    | 'round'
    | 'crashes'
    | 'dueAt'
    | 'deadlineAt'
    | 'input'
    | 'snapshot'
    | 'result'
    | 'error'
    | 'cancelRequested'
    | 'wakeRequested'
  >
> & {
  /** Given, the owner keeps the session for as long; null releases it; absent, the lease stays as it is. */
  readonly leaseFor?: number | null
  /** What the history says of it. */
  readonly event: SessionEventType
  /** More of it, in words. */
  readonly note?: string
}

export type SessionEventType =
  | 'created'
  | 'claimed'
  /** An attempt begins. */
  | 'attempt'
  | 'sleeping'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'quarantined'
  /** Its owner gave it up, and it goes on with whoever takes it next. */
  | 'released'
  /** It is to run again. */
  | 'retried'
  | 'cancelRequested'
  | 'wakeRequested'

/** One line of a session's history. Every commit and every request writes one, in the same transaction. */
export interface SessionEvent {
  readonly id: string
  /** The session's `rev` after it; requests leave it as it was. */
  readonly rev: number
  readonly type: SessionEventType
  readonly at: number
  readonly status: SessionStatus
  readonly attempt: number
  /** The owner who wrote it, or who asked for it. */
  readonly by: string | null
  readonly note: string | null
}

/** Which sessions to list, by id, in the order of code points; with `dueBefore`, first due first. */
export interface SessionQuery {
  readonly status?: SessionStatus | readonly SessionStatus[]
  readonly kind?: string
  /** Sleeping ones whose sleep has ended by then. */
  readonly dueBefore?: number
  /**
   * Whose record was changed then or later, by its `updatedAt`: to follow a store, ask again from a moment before the
   * last answer. Neither renewed leases nor removed sessions count.
   */
  readonly changedSince?: number
  /** The id after which to go on; not together with `dueBefore`. */
  readonly after?: string
  /** @default 100 */
  readonly limit?: number
}

/** What others asked of an owner's sessions since, and how many it still holds. */
export interface Renewal {
  readonly held: number
  readonly cancelRequested: readonly string[]
  readonly wakeRequested: readonly string[]
}

/**
 * Where sessions outlive their process: the port that every store implements.
 *
 * A promise that is fulfilled is kept: `commit` resolves once the change would survive a power cut, and a store that
 * cannot do what it is asked rejects with a `StoreError` and has changed nothing. `insert`, `claim`, `renew` and
 * requests need survive the death of the process only: losing them loses nothing that was acknowledged.
 *
 * `sessionStoreCases` of `holdfast/testing` is the suite that every implementation must pass.
 */
export interface SessionStore {
  /** Where it is, for messages. */
  readonly name: string
  /** The time by which leases, `dueAt` and retention are judged; epoch milliseconds. */
  now(): number
  /** Adds a session at `rev` 1, held by the lease where there is one; false when the id is taken. */
  insert(session: NewSession, lease?: Lease): Promise<boolean>
  get(id: string): Promise<SessionRecord | undefined>
  /**
   * Takes an active or sleeping session that nobody holds: it has no owner, or its lease has run out, or its owner is
   * the one given as `gone`. Adds 1 to `rev`; and to `crashes` when an owner had not released it, unless its sleep was not
   * over before the lease or now.
   *
   * @returns the session as it is now; undefined when it cannot be taken
   */
  claim(id: string, lease: Lease & { readonly gone?: string }): Promise<SessionRecord | undefined>
  /**
   * Changes a session, only if it still has this `rev` and this owner, and adds 1 to `rev`.
   *
   * To release a session that was asked to end ends it as `cancelled`; one that was asked to end its sleep is due then.
   *
   * @param fence - `owner` is null for a session that nobody holds
   * @param by - whom the history names, where it is not the owner
   * @returns whether it did; if not, somebody else has written, and what is known of the session is stale
   */
  commit(
    id: string,
    fence: { readonly rev: number; readonly owner: string | null },
    change: SessionChange,
    by?: string,
  ): Promise<boolean>
  /** Extends the lease of every session that an owner holds; `rev` and `updatedAt` stay. */
  renew(lease: Lease): Promise<Renewal>
  /**
   * Asks for the end of a session: at once when nobody holds it, which adds 1 to `rev`; else its owner is asked to, and
   * `rev` stays. One that has ended stays as it is; one in quarantine ends.
   *
   * @param by - whom the history names
   * @returns the session afterwards; undefined when there is none
   */
  cancel(id: string, by?: string): Promise<SessionRecord | undefined>
  /**
   * Asks for the end of the sleep that a session is in, likewise: unheld, its sleep is due now, and whoever had held it
   * does so no more. Of one that is held and active its owner is asked too, since only he knows of short sleeps. The
   * owner's next commit clears the request.
   *
   * @returns the session afterwards, as it was where there is no sleep to end; undefined when there is none
   */
  wake(id: string, by?: string): Promise<SessionRecord | undefined>
  list(query?: SessionQuery): Promise<readonly SessionRecord[]>
  /** Oldest first. */
  history(id: string): Promise<readonly SessionEvent[]>
  /** Removes a session and its history, unless somebody holds it; false when it did not. */
  delete(id: string): Promise<boolean>
  /** Removes the sessions whose retention has ended, in batches. @returns how many */
  prune(): Promise<number>
  close(): Promise<void>
}

/** How long ended sessions are kept, from their last change: durations; without, for ever. */
export interface Retention {
  readonly done?: number | string
  readonly failed?: number | string
  readonly cancelled?: number | string
}
