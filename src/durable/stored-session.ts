import type { Binding } from '../machine/actor-session.ts'
import type { Policy } from '../machine/policy.ts'
import type { ReadValueOptions } from '../machine/snapshot/value-reader.ts'
import type { SessionSnapshot } from '../machine/snapshot/session-snapshot.ts'
import type { Inspect, RetryMachine } from '../machine/xstate.ts'
import type { SessionStore } from './session-store.ts'

/** All that a stored session is run by. */
export interface StoredSession extends ReadValueOptions {
  readonly id: string
  readonly store: SessionStore
  readonly machine: RetryMachine
  readonly policy: Policy
  readonly fn: Binding['fn']
  /** Milliseconds. */
  readonly leaseFor: number
  readonly maxCrashes: number
  /** After how many attempts of a round it stops at the latest, where its strategy says so. */
  readonly attemptLimit: number | null
  readonly inspect?: Inspect | undefined
  readonly migrate?: ((snapshot: SessionSnapshot) => SessionSnapshot) | undefined
}
