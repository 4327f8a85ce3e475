import { showTime } from './show-time.ts'

/**
 * An attempt, or the whole session, took longer than the option `attemptTimeout` or `timeout` allows.
 *
 * Scope `attempt` counts as a failed attempt, and is retried by default. Scope `session` ends the session; its `cause`
 * is the last attempt's error, where there was one.
 *
 * @example
 * import { runWithRetry } from 'holdfast'
 * import type { TimeoutError } from 'holdfast'
 *
 * const endless = () => new Promise<never>(() => {})
 * const error = await runWithRetry({ timeout: 5 }, endless).catch((error: TimeoutError) => error)
 * error.scope // => 'session'
 * error.message // => 'the session took longer than 5 ms'
 */
export class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
  readonly code: 'HOLDFAST_ATTEMPT_TIMEOUT' | 'HOLDFAST_SESSION_TIMEOUT'
  readonly scope: 'attempt' | 'session'
  /** The limit that was passed, in milliseconds. */
  readonly limit: number

  constructor(scope: 'attempt' | 'session', limit: number, options?: ErrorOptions) {
    super(`the ${scope} took longer than ${showTime(limit)}`, options)
    this.scope = scope
    this.limit = limit
    this.code = `HOLDFAST_${scope === 'attempt' ? 'ATTEMPT' : 'SESSION'}_TIMEOUT`
  }
}
