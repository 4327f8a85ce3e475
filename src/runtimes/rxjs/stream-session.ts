import { HostedSession } from '../../machine/hosted-session.ts'
import { succeeded } from '../../outcome.ts'
import type { Outcome } from '../../outcome.ts'

/** A session whose attempts are subscriptions. */
export class StreamSession extends HostedSession {
  /** The last value of the attempt under way: a promise would await it, where it is one. */
  value: unknown = undefined

  override get outcome(): Outcome | undefined {
    const outcome = super.outcome
    return outcome?.failed === false ? succeeded(this.value, outcome.attemptNumber) : outcome
  }
}
