/** One line of traces.jsonl: all that can be seen of one run, in order. */
export interface Trace {
  readonly id: string
  readonly events: readonly TraceEvent[]
  readonly final: Final
  /** Empty when nothing was begun. */
  readonly statistics: Statistics | Record<string, never>
  readonly attempts: number
  readonly sleeps: number
  readonly randomsUsed: number
  readonly endMs: number
}

export interface TraceEvent {
  readonly ev: string
  readonly message?: string | undefined
  readonly outcome?: { readonly failed: boolean; readonly value?: unknown } | null
  readonly [field: string]: unknown
}

export interface Statistics {
  readonly attemptNumber: number
  readonly idleForMs: number
  readonly delaySinceFirstAttemptMs: number
  readonly startTimeMs: number
}

export type Final = Returned | Completed | Raised | GaveUp | Refused

interface Returned {
  readonly kind: 'returned'
  readonly value: unknown
}

/** Tenacity's iterator form ended without an error; the value of Holdfast's is in `loop.result()`: 'returned'. */
interface Completed {
  readonly kind: 'completed'
  readonly lastOutcome: { readonly failed: boolean; readonly value?: unknown }
}

interface Raised {
  readonly kind: 'raised'
  readonly type: string
  readonly message: string
  readonly origin: Origin
}

interface GaveUp {
  readonly kind: 'raised'
  readonly type: string
  readonly origin: { readonly from: 'retryError' }
  readonly lastAttempt: Readonly<Record<string, unknown>>
  readonly causeIsLastException: boolean
}

/** Holdfast only: the policy was refused when it was made. */
interface Refused {
  readonly kind: 'refused'
  readonly type: string
}

/** Where an error object was made: what "the very same error" means. */
export type Origin =
  | {
      readonly from: 'attempt'
      readonly attempt: number
      readonly role: 'thrown' | 'cause' | 'context'
      readonly depth?: number
    }
  | { readonly from: 'hook'; readonly hook: string }
  | { readonly from: 'predicate' | 'sleep' | 'errorCallback' | 'nobody' }
