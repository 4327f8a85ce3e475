/** Tenacity's statistics of one call; times in milliseconds. */
export interface RetryStatistics {
  /** The number of attempts begun or decided on; 0 when no call has begun. */
  readonly attemptNumber: number
  /** The sum of all sleeps that were asked for. */
  readonly idleFor: number
  /** From the start to the last outcome that was retried. */
  readonly delaySinceFirstAttempt: number
  /** When the call began, on the policy's monotonic clock (`performance.now()`). */
  readonly startTime: number
}
