import { orAborted } from '../or-aborted.ts'
import { inAttempt } from './in-attempt.ts'
import type { Session } from './session.ts'
import { timeAttempt } from './time-attempt.ts'

/** One attempt of an iteration: from its first value to its end. */
export interface IterationTurn {
  /** Settles as the attempt did. */
  readonly settled: Promise<unknown>
  /**
   * Asks for the next value.
   *
   * @returns a promise of it; undefined when there is none, because the attempt has ended: well, or badly, or by an abort
   */
  step(method: 'next' | 'throw', input: unknown): Promise<{ readonly value: unknown } | undefined>
  /** Runs the cleanup of the iteration. @throws what it throws, by rejection */
  close(): Promise<void>
}

/** Begins an attempt; the wait for each of its values may take as long as `attemptTimeout`. */
export function beginTurn(session: Session, iterator: AsyncGenerator): IterationTurn {
  const { signal, policy } = session
  let resolve: (value: unknown) => void
  let reject: (error: unknown) => void
  const settled = new Promise<unknown>((...settle) => {
    ;[resolve, reject] = settle
  })
  let closing: Promise<void> | undefined
  const close = () =>
    // Cleanup may be under way when somebody who waits for it comes.
    (closing ??= inAttempt(session, () => iterator.return(undefined)).then(() => {}))
  signal.addEventListener('abort', () => void close().catch(() => {}))

  return {
    settled,
    close,
    async step(method, input) {
      try {
        signal.throwIfAborted()
        if (policy.attemptTimeout !== undefined) timeAttempt(session, policy.attemptTimeout, () => {})
        const { done, value } = await orAborted(
          inAttempt(session, () => iterator[method](input)),
          signal,
        )
        if (done !== true) return { value }
        resolve(value)
      } catch (error) {
        reject(error)
      } finally {
        session.endStep()
      }
      return undefined
    },
  }
}
