/** Settles as a promise does, or rejects with the signal's reason as soon as it is aborted; no listener is left. */
export function orAborted<T>(promise: PromiseLike<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    const done = () => signal.removeEventListener('abort', abort)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
    // Not `finally`, whose promise would reject as well.
    Promise.resolve(promise).then(resolve, reject).then(done)
  })
}
