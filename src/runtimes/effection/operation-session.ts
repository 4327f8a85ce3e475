import { lift } from 'effection'
import type { Operation, Scope } from 'effection'
import type { AttemptInfo } from '../../machine/attempt-info.ts'
import type { Control } from '../../machine/control.ts'
import type { Policy } from '../../machine/policy.ts'
import type { AnyFunction } from '../../machine/retried.ts'
import { Session } from '../../machine/session.ts'
import { microtask } from '../../time.ts'
import { beginStep } from './begin-step.ts'
import { isEffectionTime, pause } from './pause.ts'
import { performers, policyInScope } from './policy-in-scope.ts'
import type { Performer } from './policy-in-scope.ts'
import { runAttempt } from './run-attempt.ts'

/** What an operation session retries. */
export interface Target {
  readonly fn: AnyFunction
  readonly receiver?: unknown
  readonly args?: readonly unknown[]
  /** Begins an attempt. */
  readonly start: (attempt: AttemptInfo) => unknown
}

/** A session whose attempts, hooks and sleeps are tasks of one scope of Effection's. */
export class OperationSession extends Session implements Performer {
  readonly #scope: Scope
  readonly #start: Target['start']
  /** Of the operation that was cut last. */
  #teardown = microtask

  constructor(scope: Scope, policy: Policy, { fn, receiver, args = [], start }: Target, control?: Control) {
    super(policyInScope(policy), fn, receiver, args, control)
    this.controlled().isInterruptible = true
    this.#scope = scope
    this.#start = start
  }

  override get timesItself(): boolean {
    return true
  }

  override get signal(): AbortSignal {
    const signal = super.signal
    performers.set(signal, this)
    return signal
  }

  override call(): Promise<unknown> {
    return this.perform(() => runAttempt(this, this.#start))
  }

  override setTimer(callback: () => void, ms: number): () => void {
    const { policy } = this
    if (!isEffectionTime(policy)) return super.setTimer(callback, ms)
    let isRunning = true
    const timer = this.#scope.run(function* () {
      yield* pause(policy, ms)
      isRunning = false
      callback()
    })
    return () => {
      if (isRunning) void timer.halt().then(NOTHING, NOTHING)
    }
  }

  override interrupt(reason: unknown): void {
    const cut = () => this.#cut(reason)
    // In Effection's loop, where the step is torn down when its signal is aborted, and never goes on because of that.
    void this.#scope.run(lift(cut))
    // Whoever is in the loop already would come too late.
    cut()
  }

  /** Runs an operation as the step under way, in a scope of its own; it is halted when the step is cut. */
  perform(operation: () => Operation<unknown>): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const control = this.controlled()
      const cut = beginStep(this.#scope, operation, resolve, reject)
      control.release = () => {
        this.#teardown = cut()
      }
      // Its first lines may have ended the session.
      if (control.interruption !== undefined) this.endStep()
    })
  }

  /** Ends the session, once what is cut has been torn down. */
  #cut(reason: unknown): void {
    const control = this.controlled()
    if (control.interruption !== undefined) return
    const { reject = NOTHING } = control
    control.reject = undefined
    super.interrupt(reason)
    control.reject = reject
    void this.#teardown.then(() => reject(reason))
  }
}

const NOTHING = () => {}
