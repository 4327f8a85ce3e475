import { onAbort } from '../on-abort.ts'
import { systemClock } from '../time.ts'

/** Waits, at most until the signal is aborted. @param ms - milliseconds */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const ends: (() => void)[] = []
  await new Promise<void>((resolve) => {
    ends.push(systemClock.setTimer(resolve, ms))
    ends.push(onAbort(signal, () => resolve()))
  })
  for (const end of ends) end()
}
