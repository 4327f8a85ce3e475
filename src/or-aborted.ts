import type { Awaitable } from './awaitable.ts'

/** Settles as a promise does, or rejects with the signal's reason as soon as it is aborted; no listener is left. */
export function orAborted<T>(promise: Awaitable<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason)
    const unlisten = () => signal.removeEventListener('abort', abort)
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort)
    void Promise.resolve(promise).then(resolve, reject).then(unlisten)
  })
}
