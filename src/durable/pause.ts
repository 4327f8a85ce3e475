import { systemClock } from '../time.ts'

/** Waits, at most until the signal is aborted. @param ms - milliseconds */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      cancel()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const cancel = systemClock.setTimer(end, ms)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
