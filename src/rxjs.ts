export { retryWith } from './runtimes/rxjs/retry-with.ts'
export type { RetryWithOptions } from './runtimes/retry-with-options.ts'
