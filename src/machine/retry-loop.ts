import { invalidCall } from '../errors/invalid.ts'
import { offerAttempt } from './loop-attempt.ts'
import type { LoopAttempt, OfferedAttempt } from './loop-attempt.ts'
import { createControl } from './control.ts'
import type { RetryContextEnd } from './context.ts'
import { HostedSession } from './hosted-session.ts'
import type { Policy } from './policy.ts'
import { promised } from './promised.ts'
import type { Session } from './session.ts'

/** Options of a loop. */
export interface LoopOptions {
  /** Ends the loop at once, as the policy's own does; the iteration then throws `signal.reason`. */
  readonly signal?: AbortSignal | undefined
}

/** A block that is retried: it gives one attempt after the other, until an outcome is accepted. */
export interface RetryLoop<T = unknown> extends AsyncIterableIterator<LoopAttempt<T>, undefined> {
  /**
   * What the loop came to: the accepted attempt's value, or the `retryErrorCallback`'s.
   *
   * @throws TypeError when the loop has not ended, or was left early
   */
  result(): T
}

/**
 * Turns a session inside out: the function that it retries hands an attempt to whoever iterates, and settles as the body
 * of the block did.
 *
 * @internal
 */
export function createRetryLoop<T>(
  policy: Policy,
  drive: (session: Session) => Promise<unknown>,
  signal: AbortSignal | undefined,
): RetryLoop<T> {
  let offered: OfferedAttempt<T> | undefined
  let current: OfferedAttempt<T> | undefined
  let consumer: Consumer<T> | undefined
  /** Made by the first turn, so that no time passes for a loop that nobody has begun to walk. */
  let session: Session | undefined
  let running: Promise<void> | undefined
  let end: RetryContextEnd | undefined
  let isReported = false

  const nextAttempt = (ofSession: Session) => {
    const offer = offerAttempt<T>(ofSession)
    offered = offer
    answer()
    return offer.settled
  }

  const conclude = (conclusion: RetryContextEnd) => {
    end = conclusion
    answer()
  }

  const start = () =>
    promised(() => drive((session = new HostedSession(policy, nextAttempt, createControl(signal))))).then(
      (result) => conclude({ failed: false, result }),
      (result: unknown) => conclude({ failed: true, result }),
    )

  const answer = () => {
    if (consumer === undefined || (offered === undefined && end === undefined)) return
    const { resolve, reject } = consumer
    consumer = undefined
    if (end === undefined) {
      // Checked above: one of the two is there.
      const turn = offered as OfferedAttempt<T>
      current = turn
      offered = undefined
      turn.beginTurn()
      resolve({ done: false, value: turn.attempt })
    } else if (end.failed && !isReported) {
      isReported = true
      reject(end.result)
    } else {
      resolve(FINISHED)
    }
  }

  return {
    next() {
      if (consumer !== undefined) return Promise.reject(invalidCall(OVERLAPPING))
      if (current?.endTurn() === false) session?.interrupt(invalidCall(NOT_RUN))
      current = undefined
      if (end === undefined) running ??= start()
      return new Promise((resolve, reject) => {
        consumer = { resolve, reject }
        answer()
      })
    },

    async return() {
      isReported = true
      const reason = new DOMException('the loop was left', 'AbortError')
      session?.interrupt(reason)
      await running
      // One that had ended by itself, or was aborted before, keeps what it came to.
      if (end === undefined || end.result === reason) end = { failed: true, result: invalidCall(LEFT) }
      return FINISHED
    },

    result() {
      if (end === undefined) throw invalidCall('the loop has no result before it has ended')
      if (end.failed) throw end.result
      // The value of an attempt of this loop, or what the retryErrorCallback gave in its place.
      return end.result as T
    },

    [Symbol.asyncIterator]() {
      return this
    },
  }
}

interface Consumer<T> {
  readonly resolve: (result: IteratorResult<LoopAttempt<T>, undefined>) => void
  readonly reject: (error: unknown) => void
}

const FINISHED = { done: true, value: undefined } as const

const LEFT = 'the loop was left before it came to a result'

const OVERLAPPING = 'the loop is still at its last next(): await it first'

const NOT_RUN = 'the body of the loop must run its attempt: await attempt.run(…), or attempt.setResult(…)'
