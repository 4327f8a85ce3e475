import type { Awaitable } from '../awaitable.ts'
import { invalidCall, invalidType } from '../errors/invalid.ts'
import type { RetryCallState } from '../strategies/call-state.ts'
import { createAttemptInfo } from './attempt-info.ts'
import type { AttemptInfo } from './attempt-info.ts'
import type { Session } from './session.ts'
import { timeAttempt } from './time-attempt.ts'
import { mustWatch } from './watch.ts'

/** One turn of a loop: runs the block's body and keeps its outcome. Tenacity's `AttemptManager`. */
export interface LoopAttempt<T = unknown> extends AttemptInfo {
  /** What strategies and hooks are told. */
  readonly state: RetryCallState
  /**
   * Runs the block's body; its value or error is the attempt's outcome.
   *
   * @param body - called once, at once, with facts of the attempt
   * @returns a promise of the body's value; undefined when the body failed, since the loop goes on with that, or when
   *   the attempt was aborted meanwhile
   * @throws TypeError, by rejection, when the body is no function, or the attempt has run already
   */
  run<V extends T>(body: (attempt: AttemptInfo) => Awaitable<V>): Promise<V | undefined>
  /** Makes this value the attempt's outcome, whatever the body gave. */
  setResult(value: T): void
}

/** A loop attempt, with what only the loop may do. */
export interface OfferedAttempt<T> {
  readonly attempt: LoopAttempt<T>
  /** Settles as the body did, once the turn has ended. */
  readonly settled: Promise<T>
  /** Starts the clock of `attemptTimeout`: the turn is the consumer's now. */
  beginTurn(): void
  /** Ends the turn; false when the body has not run. */
  endTurn(): boolean
}

/** @internal */
export function offerAttempt<T>(session: Session): OfferedAttempt<T> {
  const info = createAttemptInfo(session)
  const { attemptTimeout } = session.policy
  let hasRun = false
  let outcome:
    | { readonly failed: false; readonly value: T }
    | { readonly failed: true; readonly error: unknown }
    | undefined
  let end: () => void
  const settled = new Promise<T>((resolve, reject) => {
    end = () => (outcome?.failed === false ? resolve(outcome.value) : reject(outcome?.error))
  })

  const attempt: LoopAttempt<T> = {
    state: session,
    attemptNumber: info.attemptNumber,
    isRepeated: info.isRepeated,
    get signal() {
      return info.signal
    },
    get idempotencyKey() {
      return info.idempotencyKey
    },
    get attemptKey() {
      return info.attemptKey
    },
    async run(body) {
      if (hasRun)
        throw invalidCall(
          `attempt ${info.attemptNumber} has run already: run it once in each turn of the loop`,
        )
      if (typeof body !== 'function') throw invalidType('the body of an attempt', 'a function', body)
      hasRun = true
      try {
        const isAbortable = attemptTimeout !== undefined || mustWatch(session)
        const value = await (isAbortable ? orAborted(attempt, body) : body(attempt))
        outcome ??= { failed: false, value }
        return value
      } catch (error) {
        outcome ??= { failed: true, error }
        return undefined
      } finally {
        session.endStep()
      }
    },
    setResult(value) {
      outcome = { failed: false, value }
    },
  }

  return {
    attempt,
    settled,
    beginTurn() {
      if (attemptTimeout === undefined) return
      try {
        timeAttempt(session, attemptTimeout, (error) => {
          outcome ??= { failed: true, error }
        })
      } catch (error) {
        session.interrupt(error)
      }
    },
    endTurn() {
      if (outcome === undefined) return false
      end()
      return true
    },
  }
}

/** Settles with the body, or at once when the attempt is aborted: the loop must not wait for a body that hangs. */
function orAborted<V>(info: AttemptInfo, body: (attempt: AttemptInfo) => Awaitable<V>): Promise<V> {
  return new Promise((resolve, reject) => {
    const { signal } = info
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(signal.reason))
    Promise.resolve(body(info)).then(resolve, reject)
  })
}
