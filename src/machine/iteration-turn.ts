import { onAbort } from '../on-abort.ts'
import { orAborted } from '../or-aborted.ts'
import { inAttempt } from './in-attempt.ts'
import type { Session } from './session.ts'
import { timeAttempt } from './time-attempt.ts'

/** One attempt of an iteration: from its first value to its end. */
export interface IterationTurn {
  /** Settles as the attempt did. */
  readonly settled: Promise<unknown>
  readonly isOver: boolean
  /**
   * Asks for the next value.
   *
   * @param method - by which the iteration is asked
   * @param input - what it is given
   * @returns a promise of the value; undefined when the turn is over: the iteration ended, failed or was aborted
   */
  ask(method: 'next' | 'throw', input: unknown): Promise<{ readonly value: unknown } | undefined>
  /** Runs the cleanup of the iteration. @throws what that throws, by rejection */
  close(): Promise<void>
}

/** Begins an attempt; the wait for each of its values may take as long as `attemptTimeout`. */
export function beginTurn(session: Session, iterator: AsyncGenerator): IterationTurn {
  const { signal, policy } = session
  let isOver = false
  let closing: Promise<void> | undefined
  let settle: { readonly resolve: (value: unknown) => void; readonly reject: (error: unknown) => void }
  const settled = new Promise<unknown>((resolve, reject) => {
    settle = { resolve, reject }
  })

  // An abort may have begun it when somebody comes who waits for it.
  const close = () => (closing ??= clean())
  const clean = async () => {
    await inAttempt(session, () => iterator.return(undefined))
  }
  onAbort(signal, () => void close().catch(() => {}))

  const nextOf = (method: 'next' | 'throw', input: unknown) => {
    signal.throwIfAborted()
    if (policy.attemptTimeout !== undefined) timeAttempt(session, policy.attemptTimeout, () => {})
    const next = inAttempt(session, () => iterator[method](input))
    return orAborted(next, signal)
  }

  return {
    settled,
    close,
    get isOver() {
      return isOver
    },
    async ask(method, input) {
      try {
        const { done, value } = await nextOf(method, input)
        if (done !== true) return { value }
        settle.resolve(value)
      } catch (error) {
        settle.reject(error)
      } finally {
        session.endStep()
      }
      isOver = true
      return undefined
    },
  }
}
