/**
 * What the visualizer's page and its server tell each other: JSON, values sanitised. Times are epoch milliseconds on the
 * server's clock.
 *
 * | request | answer |
 * | --- | --- |
 * | `POST /api/login` `{ token }` | 204, and the cookie that all other requests need; a header `Authorization: Bearer` does as well |
 * | `GET /api/sessions?` `RowQuery` as parameters, lists by commas; `\,` is a comma within an item | `RowPage` |
 * | `GET /api/sessions/<key>` | `SessionDetail` |
 * | `GET /api/sessions/<key>/recording` | JSON lines, as `recordTo` writes them |
 * | `GET /api/sessions/<key>/snapshot` | `SnapshotCopy` |
 * | `GET /api/events?session=<key>` | server-sent events: one `hello`, then `update` |
 * | `POST /api/commands` `CommandRequest` | `CommandReport` |
 * | `POST /api/recordings?name=<name>` JSON lines | `SourceInfo` |
 * | `POST /api/stately?page=<name>` one event of `@statelyai/inspect`, or a list | 204 |
 *
 * What fails answers with a status from 400 on and a `Refusal`.
 */

/** Where a session stands, live or stored. */
export type RowStatus =
  | 'active'
  /** Stored in the midst of an attempt, and nobody runs it: its program is gone. It goes on when that runs again. */
  | 'interrupted'
  | 'sleeping'
  | 'done'
  | 'failed'
  | 'cancelled'
  /** Its actor was stopped. */
  | 'stopped'
  | 'quarantined'
  /** Its program is gone, and nobody knows what became of it. */
  | 'lost'

export type RowOrigin = 'live' | 'stored' | 'recorded'

/** What a command can do to a session now. */
export type RowAction =
  /** End its sleep. */
  | 'wake'
  /** Run it again, after it has ended. */
  | 'round'
  | 'cancel'

/** One line of the list. */
export interface SessionRow {
  /** Names it in this visualizer, in every request, and after a restart. */
  readonly key: string
  readonly name: string
  /** The id of its machine. */
  readonly kind: string
  readonly origin: RowOrigin
  /** The id of the source that tells of it. */
  readonly source: string
  /** Its own id, where it was given one. */
  readonly id?: string
  /** Of one that is live and stored: the key under which it is stored, and shown once it has ended. */
  readonly storedKey?: string
  /** The key of the session whose machine started it. */
  readonly parent?: string
  readonly status: RowStatus
  /**
   * `sleeping.resting`; states that are active at once are divided by commas. Of a stored session that was cancelled, or is
   * in quarantine, where it was: `was sleeping.resting`.
   */
  readonly state: string
  /** Within its round. */
  readonly attempt?: number
  /** `attempt` counts those of earlier rounds too: nothing says how many are of this one. */
  readonly ofAllRounds?: true
  /** The attempt after which it stops, where its strategy says so. */
  readonly limit?: number
  /** What failed last, in one line; of a session that was cancelled an attempt, where one has failed. */
  readonly error?: string
  /** Without an `error`: what a step of it failed with last, in one line, though it went on or came through. */
  readonly lastFailure?: string
  /**
   * What its last attempt came to, in one line, where that was a result that its strategy refused: why it tries again, or
   * gave up. An `error` beside it is an earlier one, or the one with which the session ended.
   */
  readonly lastResult?: string
  /** When its sleep ends. */
  readonly wakeAt?: number
  readonly startedAt: number
  readonly changedAt: number
  readonly endedAt?: number
  /** Of a stored session: who runs it, in words; absent when nobody does. */
  readonly owner?: string
  readonly leaseUntil?: number
  /** Of a stored session: what its store was asked for, and nobody has done yet; of both the one that matters. */
  readonly asked?: 'wake' | 'cancel'
  /** Empty where nothing reaches it. */
  readonly can: readonly RowAction[]
}

export type RowSort = 'changed' | 'started' | 'wake' | 'attempt' | 'name' | 'status'

/** Which rows, in which order. What is absent does not filter. */
export interface RowQuery {
  /** Words that name, kind, id, state, error or last result must contain, in any case. */
  readonly search?: string
  readonly status?: readonly RowStatus[]
  readonly kind?: readonly string[]
  readonly origin?: readonly RowOrigin[]
  /** @default 'changed' */
  readonly sort?: RowSort
  /** @default 'desc' */
  readonly order?: 'asc' | 'desc'
  /** @default 0 */
  readonly offset?: number
  /** At most 500. @default 100 */
  readonly limit?: number
}

/** Rows by status, origin and kind; without any filter. */
export interface RowCounts {
  readonly total: number
  readonly status: Readonly<Partial<Record<RowStatus, number>>>
  readonly origin: Readonly<Partial<Record<RowOrigin, number>>>
  readonly kind: Readonly<Record<string, number>>
}

export interface RowPage {
  readonly rows: readonly SessionRow[]
  /** That match the query. */
  readonly total: number
  readonly counts: RowCounts
}

/** All that is known of one session. */
export interface SessionDetail {
  readonly row: SessionRow
  /** Of its statechart, where that is known. */
  readonly definition?: MachineDefinition
  /** What it did, as far as it is held; no definitions among them. Empty for one that is only stored. */
  readonly messages: readonly InspectorMessage[]
  /** How many messages are no longer held. */
  readonly forgotten: number
  /** How often each transition was taken since the session began, by `edgeId`; those in forgotten messages too. */
  readonly taken: Readonly<Record<string, number>>
  readonly stored?: StoredFacts
  /** Keys of the sessions that its machine started. */
  readonly children: readonly string[]
  /** For `GET /api/events`: what comes after it is not in here. */
  readonly lastEventId: string
}

/** What a store knows of a session. */
export interface StoredFacts {
  readonly record: SessionWithoutTexts
  /** Of the store, for a person. */
  readonly store: string
  /** Oldest first; `by` in words. */
  readonly history: readonly SessionEvent[]
  /** Who runs it, in words. */
  readonly holder?: string
  readonly state?: string
  /** The value of the state, for the chart. */
  readonly value?: unknown
  readonly context?: unknown
  readonly input?: unknown
  readonly output?: unknown
  readonly error?: unknown
  /** Why texts could not be read. */
  readonly problem?: string
}

export interface SnapshotCopy {
  readonly snapshot: unknown
  /** Whether `runWithRetry` and `startRetry` would take it. */
  readonly restorable: boolean
  /** Why, or why not. */
  readonly reason: string
}

/** Where sessions come from. */
export interface SourceInfo {
  readonly id: string
  readonly type: 'program' | 'store' | 'recording' | 'stately'
  /** For a person: `node app.js (4711)`, `retries.db`. */
  readonly title: string
  readonly connected: boolean
  /** What a person should know of it, such as that messages were lost. */
  readonly remark?: string
}

/** The first event of a connection. */
export interface Hello {
  readonly version: string
  readonly now: number
  readonly isReadOnly: boolean
  readonly sources: readonly SourceInfo[]
  readonly counts: RowCounts
  /**
   * What the page holds is not what came before this: the server has restarted, or so much has happened since that it
   * cannot tell all of it again. The page asks anew, and says so.
   */
  readonly reset?: 'restarted' | 'missed'
}

/** What has changed since the event before; what is absent has not. */
export interface Update {
  readonly now: number
  readonly rows?: readonly SessionRow[]
  /** Keys of lines that are gone. A session may go on in another line: `GET /api/sessions/<key>` finds it by either key. */
  readonly removed?: readonly string[]
  readonly counts?: RowCounts
  readonly sources?: readonly SourceInfo[]
  /**
   * What is told of the session that the connection asked for does not go on where it was: another source tells of it now,
   * or too much was told meanwhile. The page asks for that session anew.
   */
  readonly anew?: true
  /** Of that session, as are the next two. */
  readonly messages?: readonly InspectorMessage[]
  readonly stored?: StoredFacts
  /** Where its chart has come to be known. */
  readonly definition?: MachineDefinition
}

export type Command = 'retry' | 'cancel'

/** Either the sessions named, or all that match a query (its order, offset and limit do not count). */
export type CommandRequest = { readonly command: Command } & (
  | { readonly keys: readonly string[] }
  | {
      readonly query: RowQuery
      /** How many match, as the person was told: refused with 409 when it is another number by now. */
      readonly expected?: number
    }
)

export interface CommandReport {
  /** How many took it. */
  readonly done: number
  /** How many of those were only asked, and have not done it yet: nobody runs them, or whoever does is yet to look. */
  readonly asked?: number
  /** The first hundred that refused it, and why. */
  readonly refused: readonly RefusedSession[]
  /** Where any did: for which reasons, the first hundred of them, and how many for each; the most frequent first. */
  readonly reasons?: readonly { readonly reason: string; readonly count: number }[]
  /** How many refused it. */
  readonly refusals: number
}

interface RefusedSession extends Partial<Pick<SessionRow, 'name' | 'id'>> {
  readonly key: string
  /** What follows its name: `has ended`. */
  readonly reason: string
}

export interface Refusal {
  readonly error: string
}

import type { SessionEvent } from '../durable/session-store.ts'
import type { SessionWithoutTexts } from '../durable/without-texts.ts'
import type { InspectorMessage, MachineDefinition } from '../inspect/message.ts'
