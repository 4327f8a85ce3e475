export { retryWith } from './runtimes/effect/retry-with.ts'
export type { RetryWithOptions } from './runtimes/retry-with-options.ts'
export type { EffectRetrier, RetriedError, RetriedValue } from './runtimes/effect/retried.ts'
export type { AttemptInfo } from './machine/attempt-info.ts'
