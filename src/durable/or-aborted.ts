/**
 * Settles as a promise does, or rejects with a signal's reason once the first of them is aborted.
 *
 * @param signals - none is aborted yet
 * @param onAbort - told the reason
 */
export function orAborted<T>(
  promise: Promise<T>,
  signals: readonly (AbortSignal | undefined)[],
  onAbort: (reason: unknown) => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      const reason: unknown = signals.find((signal) => signal?.aborted)?.reason
      listenTo('removeEventListener')
      reject(reason)
      onAbort(reason)
    }
    const listenTo = (method: 'addEventListener' | 'removeEventListener') => {
      for (const signal of signals) signal?.[method]('abort', abort)
    }
    listenTo('addEventListener')
    promise.finally(() => listenTo('removeEventListener')).then(resolve, reject)
  })
}
