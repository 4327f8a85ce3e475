import { failedWith, succeeded } from '../outcome.ts'
import type { Outcome } from '../outcome.ts'
import { randomId } from '../random.ts'
import type { Random } from '../random.ts'
import type { RetryCallState } from '../strategies/call-state.ts'
import type { Clock } from '../time.ts'
import { createControl } from './control.ts'
import type { Control } from './control.ts'
import { createStatistics, sleepsNext } from './context.ts'
import type { Resumption, RetryContext } from './context.ts'
import { isObserved } from './notify.ts'
import type { Policy } from './policy.ts'
import type { AnyFunction } from './retried.ts'

const NO_ARGUMENTS: readonly unknown[] = Object.freeze([])

/**
 * One call of one function: its context, and the live things that no snapshot can hold. Strategies and hooks see it as
 * their `RetryCallState`.
 *
 * A class, and flat: each call makes one, and a hundred thousand may sleep at once.
 */
export class Session implements RetryCallState, RetryContext {
  readonly policy: Policy
  /** Absent in a loop, whose body is its consumer's. */
  readonly fn: AnyFunction | undefined
  readonly receiver: unknown
  readonly args: readonly unknown[]
  attemptNumber = 1
  failed: boolean | undefined = undefined
  result: unknown = undefined
  elapsed = 0
  upcomingSleep = 0
  errors: RetryContext['errors'] = undefined
  statistics: RetryContext['statistics']

  control: Control | undefined

  constructor(
    policy: Policy,
    fn: AnyFunction | undefined,
    receiver: unknown,
    args: readonly unknown[],
    control?: Control,
  ) {
    this.policy = policy
    this.fn = fn
    this.receiver = receiver
    this.args = args.length === 0 ? NO_ARGUMENTS : args
    this.statistics = createStatistics(policy)
    this.control = control
    if (isObserved(policy)) this.controlled().isObserved = true
  }

  get name(): string {
    return this.policy.name ?? (this.fn?.name || '<unknown>')
  }

  get outcome(): Outcome | undefined {
    const { failed, result, attemptNumber } = this
    if (failed === undefined) return undefined
    return failed ? failedWith(result, attemptNumber) : succeeded(result, attemptNumber)
  }

  get end(): RetryContext['end'] {
    return this.control?.end
  }

  set end(end) {
    if (end !== undefined) this.controlled().end = end
  }

  /** The time since the session began, of which an earlier process may have seen a part. */
  get age(): number {
    return this.resumed === undefined ? 0 : this.clock.monotonic() - this.startTime
  }

  get resumed(): Resumption | undefined {
    return this.control?.resumed
  }

  set resumed(resumed) {
    this.controlled().resumed = resumed
  }

  get startTime(): number {
    return this.statistics.startTime
  }

  get idleFor(): number {
    return this.statistics.idleFor
  }

  get nextAction(): { readonly sleep: number } | undefined {
    return sleepsNext(this) ? { sleep: this.upcomingSleep } : undefined
  }

  get idempotencyKey(): string {
    const control = this.controlled()
    return (control.key ??= control.resumed?.idempotencyKey ?? randomId(this.policy.random))
  }

  /** The attempt's number among those of all rounds. */
  get overallAttempt(): number {
    return this.attemptNumber + (this.control?.resumed?.earlierAttempts ?? 0)
  }

  /** The attempt had begun before the session was cut. */
  get isRepeated(): boolean {
    const resumed = this.control?.resumed
    return resumed !== undefined && resumed.isRepeated && resumed.attemptNumber === this.attemptNumber
  }

  get attemptKey(): string {
    return attemptKey(this.idempotencyKey, this.overallAttempt)
  }

  get clock(): Clock {
    return this.policy.clock
  }

  get random(): Random {
    return this.policy.random
  }

  /** Made when first asked for: it costs more than a whole first-try success. */
  get signal(): AbortSignal {
    const control = this.controlled()
    if (control.controller === undefined) {
      control.controller = new AbortController()
      if (control.interruption !== undefined) control.controller.abort(control.interruption.reason)
    }
    return control.controller.signal
  }

  /** Whether what is called sees to `attemptTimeout` itself. */
  get timesItself(): boolean {
    return false
  }

  /** Calls the function: the attempt. */
  call(): unknown {
    // The caller's types have matched function and arguments; here both are of any kind.
    return this.fn?.apply(this.receiver, this.args as never[])
  }

  /** Sets a timer of the session as a whole, or of its sleep. */
  setTimer(callback: () => void, ms: number): () => void {
    const { clock, unref } = this.policy
    return this.control?.setTimer?.(callback, ms, unref) ?? clock.setTimer(callback, ms, unref)
  }

  /** The control, made when first needed. */
  controlled(): Control {
    return (this.control ??= createControl())
  }

  /** Somebody may have begun to observe, or have ended it, since the last attempt. */
  observeAnew(): void {
    const observed = isObserved(this.policy)
    if (observed || this.control !== undefined) this.controlled().isObserved = observed
  }

  /** From here on `signal` is a fresh one. */
  renewSignal(): void {
    if (this.control !== undefined) this.control.controller = undefined
  }

  /** Aborts the signal that the step under way was given; the next step gets a fresh one. */
  abortSignal(reason: unknown): void {
    const controller = this.control?.controller
    this.renewSignal()
    controller?.abort(reason)
  }

  /** Frees what the step that has ended holds. */
  endStep(): void {
    const { control } = this
    if (control?.release === undefined) return
    control.release()
    control.release = undefined
  }

  /** Ends the session from outside, at once; the first reason counts. */
  interrupt(reason: unknown): void {
    const control = this.controlled()
    if (control.interruption !== undefined) return
    control.interruption = { reason }
    this.endStep()
    control.controller?.abort(reason)
    control.reject?.(reason)
  }
}

export const attemptKey = (idempotencyKey: string, attemptNumber: number): string =>
  `${idempotencyKey}:${attemptNumber}`
