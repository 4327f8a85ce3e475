import type { RetryContext } from './context.ts'

/** Reads the result of the step that just ended, or the context; pure. */
export type Guard = (context: RetryContext, result: unknown) => boolean

/** The meaning of the chart's guards. */
export const guards = {
  shouldRetry: (_context, verdict) => verdict === true,
  attemptFailed: (context) => context.failed === true,
  shouldStop: (_context, verdict) => verdict === true,
} satisfies Record<string, Guard>
