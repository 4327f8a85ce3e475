import { HostedSession } from '../../machine/hosted-session.ts'
import { succeeded } from '../../outcome.ts'
import type { Outcome } from '../../outcome.ts'

/** A session whose attempts run in a fiber. */
export class EffectSession extends HostedSession {
  /** Of the last attempt that succeeded: a promise would await it, where it is one. */
  value: unknown = undefined

  override get outcome(): Outcome | undefined {
    const outcome = super.outcome
    return outcome?.failed === false ? succeeded(this.value, outcome.attemptNumber) : outcome
  }
}
