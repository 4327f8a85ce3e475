import type { Control } from './control.ts'
import type { Policy } from './policy.ts'
import type { AnyFunction } from './retried.ts'
import { Session } from './session.ts'

/** A session whose attempts run where it does not see them: at a consumer's pace, who also measures their time. */
export class HostedSession extends Session {
  readonly #begin: (session: Session) => Promise<unknown>

  /** @param begin - offers an attempt; settles as the attempt did */
  constructor(
    policy: Policy,
    begin: (session: Session) => Promise<unknown>,
    control?: Control,
    fn?: AnyFunction,
    receiver?: unknown,
    args: readonly unknown[] = [],
  ) {
    super(policy, fn, receiver, args, control)
    this.controlled().isInterruptible = true
    this.#begin = begin
  }

  override get timesItself(): boolean {
    return true
  }

  override call(): unknown {
    return this.#begin(this)
  }
}
