import { onAbort } from '../on-abort.ts'

/**
 * Settles as a promise does, or rejects with a signal's reason once the first of them is aborted.
 *
 * @param signals - none is aborted yet
 * @param giveUp - told the reason
 */
export function orAborted<T>(
  promise: Promise<T>,
  signals: readonly (AbortSignal | undefined)[],
  giveUp: (reason: unknown) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const ends: (() => void)[] = []
    const unlisten = () => {
      for (const end of ends) end()
    }
    const abort = (reason: unknown) => {
      unlisten()
      reject(reason)
      giveUp(reason)
    }
    for (const signal of signals) if (signal !== undefined) ends.push(onAbort(signal, abort))
    promise.finally(unlisten).then(resolve, reject)
  })
}
