import type { Descriptor } from '../support/strategy-from-descriptor.ts'

/** One line of scenarios.jsonl; `test/fixtures/tenacity/SCHEMA.md` says what each field means. */
export interface Scenario {
  readonly id: string
  readonly tags?: readonly string[]
  /** Whether numbers compare by `===`. @default true */
  readonly exact?: boolean
  /** @default 'call' */
  readonly via?: Via
  readonly fnMode?: Mode
  readonly attempts: readonly Attempt[]
  readonly stop?: Descriptor
  readonly wait?: Descriptor | null
  readonly retry?: Descriptor
  readonly hooks?: { readonly [H in HookName]?: Hook }
  readonly reraise?: boolean
  readonly retryErrorCls?: 'RetryError' | 'CustomRetryError'
  readonly errorCallback?: Callback
  readonly enabled?: boolean
  readonly name?: string
  readonly randoms?: readonly number[]
  readonly sleepScale?: number
  readonly sleepThrows?: Err & { readonly atSleep: number; readonly afterMs?: number }
  readonly setResult?: boolean
}

export type Via = 'call' | 'wraps' | 'retryWith' | 'iter'
export type Mode = 'sync' | 'async'
export type HookName = 'before' | 'after' | 'beforeSleep'

/** A scripted error: the name of its class and its message. */
export interface Err {
  readonly type: string
  readonly message?: string
}

export type Attempt =
  | { readonly kind: 'return'; readonly value: unknown; readonly durationMs?: number }
  | ({ readonly kind: 'throw' } & Err & Behind)
  | ({ readonly kind: 'tryAgain'; readonly message?: string } & Behind)

/** What lies behind a thrown error: its causes, outermost first, and Python's implicit context. */
interface Behind {
  readonly causes?: readonly Err[]
  readonly context?: Err
  readonly durationMs?: number
}

export type Hook =
  | { readonly mode: Mode; readonly durationMs?: number; readonly throwAt?: number; readonly throws?: Err }
  | LogHook

/** One of Holdfast's own logging hooks, at a level of Python's. */
export interface LogHook {
  readonly mode: 'log'
  readonly level: number
  readonly secFormat?: string
}

export type Callback = { readonly mode: Mode; readonly durationMs?: number } & (
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'undefined' | 'lastResult' }
  | { readonly kind: 'throw'; readonly throws: Err }
)
