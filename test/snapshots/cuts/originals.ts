import { isRetryError } from 'holdfast'
import type { Outcome, RetryCallState } from 'holdfast'

/**
 * Knows the errors that a scenario made again when they come back from a snapshot as others: what recognises them does so
 * by identity.
 */
export interface Originals {
  /** Calls a scripted function, and marks what it throws, and the causes of that. */
  readonly mark: <T>(call: () => T) => T
  /** The error that was marked, for one that came back; any other value as it is. */
  readonly find: (value: unknown) => unknown
  /** What hooks are to see, which the stage logs, of a process whose clock is ahead. */
  readonly seen: (state: RetryCallState, ahead: number) => RetryCallState
}

export function createOriginals(): Originals {
  const marked: object[] = []

  const note = (thrown: unknown): never => {
    for (let error = thrown; error instanceof Error && !('mark' in error); error = error.cause)
      Object.assign(error, { mark: marked.push(error) - 1 })
    throw thrown
  }

  const find: Originals['find'] = (value) => {
    if (isRetryError(value)) return found(value)
    return value instanceof Error && 'mark' in value ? marked[value.mark as number] : value
  }

  /** The error that the session ended with, but for those in it; whether they are one is theirs to show. */
  function found(error: Error & { readonly lastAttempt: Outcome }): object {
    const { lastAttempt, cause } = error
    const isCause = lastAttempt.failed && cause === lastAttempt.error
    return Object.create(error, {
      lastAttempt: { value: outcomeOf(lastAttempt) },
      cause: { value: isCause ? find(cause) : undefined },
    }) as object
  }

  const outcomeOf = (outcome: Outcome): Outcome => {
    if (!outcome.failed) return outcome
    const error = find(outcome.error)
    return {
      ...outcome,
      error,
      result() {
        throw error
      },
    }
  }

  return {
    mark(call) {
      try {
        const answer = call()
        // A promise stays one; the compiler cannot follow that.
        return answer instanceof Promise ? (answer.catch(note) as typeof answer) : answer
      } catch (error) {
        return note(error)
      }
    },
    find,
    seen: (state, ahead) =>
      Object.create(state, {
        outcome: { value: state.outcome && outcomeOf(state.outcome) },
        statistics: { value: { ...state.statistics, startTime: state.startTime - ahead } },
      }) as RetryCallState,
  }
}
