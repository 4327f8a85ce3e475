import type { Json } from './json.ts'

/** A retry session as plain JSON: keep it where you like, and resume the session from it in any process. */
export interface SessionSnapshot {
  /** The version of this form. */
  readonly holdfast: 1
  readonly machineId: string
  readonly machineVersion: string
  /** When it was written; epoch milliseconds. */
  readonly savedAt: number
  /** When the sleep that the session is in ends, epoch milliseconds; null when it is in none, or in one without end. */
  readonly wakeAt: number | null
  /** The attempt under way or just settled: 1, 2, 3, … */
  readonly attemptNumber: number
  /** The number of attempts in earlier rounds. */
  readonly earlierAttempts: number
  readonly idempotencyKey: string
  /** How old the session was; milliseconds. */
  readonly age: number
  /** XState's persisted snapshot, its values written such that JSON holds them. */
  readonly snapshot: PersistedSession
}

/** The part of XState's persisted snapshots that Holdfast knows. */
export interface PersistedSession {
  readonly status: 'active' | 'done' | 'error'
  readonly value: Json
  readonly context: Readonly<Record<string, Json>>
  readonly children: Readonly<Record<string, PersistedActor>>
  readonly historyValue?: Json
  /** What the session came to; where its status is `done`. */
  readonly output?: Json
  /** Why it failed; where its status is `error`. */
  readonly error?: Json
}

/** An actor of a session. */
export interface PersistedActor {
  /** The name of its logic. */
  readonly src: string
  /** A user's own; a step of the chart has none, since it begins again. */
  readonly snapshot?: Json
  readonly systemId?: string
  readonly syncSnapshot?: boolean
}

/** The version of the form that this version of Holdfast writes. */
export const SNAPSHOT_FORMAT = 1
