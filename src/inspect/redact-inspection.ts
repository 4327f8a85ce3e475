import { createToPlain } from './plain/to-plain.ts'
import type { Sanitize } from './plain/to-plain.ts'
import { redact } from './redact/redact.ts'

/**
 * Hides secrets in what another inspector is about to send: for the option `serialize` of `@statelyai/inspect`, whose
 * options `sanitizeContext` and `sanitizeEvent` do not see outputs and errors.
 *
 * @param event - in that package's form; `event` and `snapshot` in it are sanitised, the rest are names and code
 * @returns a copy, of which those two are plain JSON
 * @example
 * import { redactInspection } from 'holdfast/inspect'
 *
 * redactInspection({ type: '@xstate.snapshot', sessionId: 'x:0', snapshot: { output: { token: 'abc' } } })
 * // => { type: '@xstate.snapshot', sessionId: 'x:0', snapshot: { output: { token: '[redacted]' } } }
 */
export function redactInspection<T extends object>(event: T, sanitize: Sanitize = redact): T {
  const sanitized = { ...event }
  for (const part of ['event', 'snapshot'] as const) {
    // The type is that package's own, and says of neither what is in it.
    const parts = sanitized as { event?: unknown; snapshot?: unknown }
    if (part in parts) parts[part] = createToPlain(sanitize)(parts[part], part)
  }
  return sanitized
}
