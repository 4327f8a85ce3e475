import { createRetryMachine, startRetry } from 'holdfast'
import type { RetryOptions, RetrySession, SessionSnapshot, StartOptions } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'

import { policyAt } from './samples.ts'

/** Resumes samples, and counts how often their function is called. */
export interface Resumer {
  readonly clock: VirtualClock
  /** @param snapshot - as it may come from anywhere */
  readonly resume: (snapshot: unknown, options?: StartOptions) => RetrySession<string>
  readonly calls: () => number
}

/** @param options - of the machine, besides those of the samples' */
export function createResumer(options: RetryOptions = {}): Resumer {
  const clock = createVirtualClock()
  const machine = createRetryMachine(policyAt(clock, options))
  let calls = 0
  return {
    clock,
    resume: (snapshot, startOptions) =>
      startRetry(
        machine,
        async ({ attemptNumber }) => {
          calls++
          return `attempt ${attemptNumber}`
        },
        { ...startOptions, snapshot: snapshot as SessionSnapshot },
      ),
    calls: () => calls,
  }
}
