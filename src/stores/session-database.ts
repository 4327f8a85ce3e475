import type { Renewal, SessionEvent, SessionRecord, SessionStatus } from '../durable/session-store.ts'
import type { SessionFilter } from './session-filter.ts'
import type { ChangedSession, SessionHead, Transition } from './transitions/transition.ts'

/** Where a store keeps its sessions. Each call is one transaction: when it rejects, nothing was changed. */
export interface SessionDatabase {
  /** Where it is, for messages. */
  readonly name: string
  read<T>(body: (table: SessionTable) => T): Promise<T>
  /** What it changed survives the death of the process. */
  write<T>(body: (table: SessionTable) => T): Promise<T>
  /** And a power cut. */
  writeDurably<T>(body: (table: SessionTable) => T): Promise<T>
  close(): Promise<void>
}

/** A session before and after a change, where it is there. */
interface ChangeOfSession {
  readonly before?: SessionRecord
  readonly after?: SessionRecord
}

/** What a database does with sessions within a transaction. */
export interface SessionTable {
  get(id: string): SessionRecord | undefined
  /** False when the id is taken. */
  add(begun: Transition): boolean
  /** Changes a session that is there as it is decided; `after` is absent when nothing was to be changed. */
  change(id: string, decide: (record: SessionRecord) => Transition | undefined): ChangeOfSession
  /** Likewise, for who need not know all of it. @returns whether it was changed */
  commit(id: string, decide: (head: SessionHead) => Transition<ChangedSession> | undefined): boolean
  remove(id: string): void
  /** Gives every session of an owner this lease. */
  renew(owner: string, leaseUntil: number): Renewal
  list(filter: SessionFilter): SessionRecord[]
  history(id: string): SessionEvent[]
  /** Removes sessions of a status whose last change was then or before. @returns how many */
  removeUnchanged(status: SessionStatus, since: number, atMost: number): number
}
