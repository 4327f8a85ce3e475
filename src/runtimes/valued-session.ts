import { HostedSession } from '../machine/hosted-session.ts'
import { succeeded } from '../outcome.ts'
import type { Outcome } from '../outcome.ts'

/** A session of a world in which a promise is a value as any other: its own promise of an attempt would await it. */
export class ValuedSession extends HostedSession {
  /** The last value of the attempt, which its outcome shows as it is. */
  value: unknown = undefined

  override get outcome(): Outcome | undefined {
    const outcome = super.outcome
    return outcome?.failed === false ? succeeded(this.value, outcome.attemptNumber) : outcome
  }
}
