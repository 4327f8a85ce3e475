import type { GuardMessage } from '../inspect/message.ts'
import { formatDuration } from './format-duration.ts'
import { guardLabel } from './guard-label.ts'

/** What a guard said, for a person. */
export interface GuardDescription {
  /** Yes, no, or that it threw. */
  readonly verdict: '✓' | '✗' | '!'
  /** `stopAfterAttempt(5): 2 of 5` */
  readonly text: string
}

/**
 * Says what a guard was asked, by the name of the strategy behind it where there is one, and how far a limit is.
 *
 * @param context - of the session when it was asked
 * @example
 * import { describeGuard } from 'holdfast/drawing'
 *
 * const asked = { type: 'guard', seq: 9, at: 0, sessionId: 's', state: 'evaluating.stopping', verdict: false } as const
 * const guard = { type: 'shouldStop', params: { by: 'stopAfterAttempt(5)' } }
 * describeGuard({ ...asked, guard }, { attemptNumber: 2 }) // => { verdict: '✗', text: 'stopAfterAttempt(5): 2 of 5' }
 */
export function describeGuard({ guard, verdict }: GuardMessage, context: unknown): GuardDescription {
  const { by } = Object(guard.params)
  const text =
    typeof by === 'string'
      ? [by, ...progress(by, context)].join(': ')
      : guardLabel({ params: undefined, ...guard })
  return { verdict: verdict === 'threw' ? '!' : verdict ? '✓' : '✗', text }
}

/** How much of each limit that a label names is used up. */
function progress(label: string, context: unknown): readonly string[] {
  const { attemptNumber, elapsed, upcomingSleep } = Object(context)
  const limits = [
    [/stopAfterAttempt\((\d+)\)/g, attemptNumber, String],
    [/stopAfterDelay\((\d+)\)/g, elapsed, formatDuration],
    [/stopBeforeDelay\((\d+)\)/g, elapsed + upcomingSleep, formatDuration],
  ] as const
  const found = limits.flatMap(([pattern, used, write]) =>
    Number.isFinite(used)
      ? Array.from(label.matchAll(pattern), ([, limit]) => `${write(used)} of ${write(Number(limit))}`)
      : [],
  )
  return found.length === 0 ? [] : [found.join(', ')]
}
