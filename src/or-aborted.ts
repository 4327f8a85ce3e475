import type { Awaitable } from './awaitable.ts'
import { onAbort } from './on-abort.ts'

/** Settles as a promise does, or rejects with the signal's reason as soon as it is aborted; no listener is left. */
export function orAborted<T>(promise: Awaitable<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const unlisten = onAbort(signal, reject)
    void Promise.resolve(promise).then(resolve, reject).then(unlisten)
  })
}
