import type { Awaitable } from '../awaitable.ts'
import { isAsyncGenerator } from '../coroutine/generator-kind.ts'
import { invalidCall, invalidType } from '../errors/invalid.ts'
import { unretriable } from '../errors/unretriable.ts'
import { orAborted } from '../or-aborted.ts'
import type { RetryCallState } from '../strategies/call-state.ts'
import { createAttemptInfo } from './attempt-info.ts'
import type { AttemptInfo } from './attempt-info.ts'
import { inAttempt } from './in-attempt.ts'
import type { Coroutine } from './retried.ts'
import type { Session } from './session.ts'
import { resultOf } from './start-attempt.ts'
import { timeAttempt } from './time-attempt.ts'
import { mustWatch } from './watch.ts'

/** One turn of a loop: runs the block's body and keeps its outcome. Tenacity's `AttemptManager`. */
export interface LoopAttempt<T = unknown> extends AttemptInfo {
  /** What strategies and hooks are told. */
  readonly state: RetryCallState
  /**
   * Runs the block's body; its value or error is the attempt's outcome.
   *
   * @param body - called once, at once, with facts of the attempt; a generator that it returns is run as a coroutine
   * @returns a promise of the body's value; undefined when the body failed, since the loop goes on with that, or when
   *   the attempt was aborted or the loop left, after which no body is called
   * @throws TypeError, by rejection, when the body is no function, the attempt has run already, or its turn is over
   */
  run<V extends T>(body: (attempt: AttemptInfo) => Awaitable<V> | Coroutine<V>): Promise<V | undefined>
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
  let isOver = false
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
      if (isOver)
        throw invalidCall(
          `the turn of attempt ${info.attemptNumber} is over: run an attempt in its own turn of the loop`,
        )
      if (typeof body !== 'function') throw invalidType('the body of an attempt', 'a function', body)
      hasRun = true
      try {
        const isAbortable = attemptTimeout !== undefined || mustWatch(session) || wasInterrupted(session)
        const run = () => start(session, () => body(attempt))
        const value = await (isAbortable ? runAbortable(attempt.signal, run) : run())
        outcome ??= { failed: false, value }
        return value
      } catch (error) {
        outcome ??= { failed: true, error }
        return undefined
      } finally {
        // What the session holds after the turn is its next step's.
        if (!isOver) session.endStep()
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
      isOver = true
      end()
      return true
    },
  }
}

const wasInterrupted = ({ control }: Session): boolean => control?.interruption !== undefined

/** Calls the body, where whoever is called may ask for the attempt; one that is a generator is run as a coroutine. */
const start = <V>(session: Session, body: () => Awaitable<V> | Coroutine<V>): Awaitable<V> =>
  inAttempt(session, () => {
    const given = body()
    if (isAsyncGenerator(given)) throw unretriable(NOT_ITERATED)
    // A coroutine returns what the body's type says.
    return resultOf(given, session) as Awaitable<V>
  })

const NOT_ITERATED =
  'the body of an attempt must not be an async function*, which does nothing before it is iterated: iterate it in the body'

/** Settles with the body, or at once when the attempt is aborted: the loop must not wait for a body that hangs. */
function runAbortable<V>(signal: AbortSignal, run: () => Awaitable<V>): Promise<V> {
  signal.throwIfAborted()
  return orAborted(run(), signal)
}
