import { createAttemptInfo } from './attempt-info.ts'
import type { AttemptInfo } from './attempt-info.ts'
import type { Control } from './control.ts'
import type { Policy } from './policy.ts'
import { Session } from './session.ts'

/** A session whose function is told which attempt it is. */
export class InformedSession extends Session {
  readonly #inform: (attempt: AttemptInfo) => unknown

  constructor(policy: Policy, fn: (attempt: AttemptInfo) => unknown, control?: Control) {
    super(policy, fn, undefined, [], control)
    this.#inform = fn
  }

  override call(): unknown {
    return this.#inform(createAttemptInfo(this))
  }
}
