import type { RetryContext } from './context.ts'

/** Reads the result of the step that just ended, or the context; pure. The chart names those below. */
export type Guard = (context: RetryContext, result: unknown) => boolean

export const shouldRetry: Guard = (_context, verdict) => verdict === true

export const attemptFailed: Guard = (context) => context.failed === true

export const shouldStop: Guard = (_context, verdict) => verdict === true
