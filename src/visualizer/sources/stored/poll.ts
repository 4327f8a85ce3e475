import type { Clock } from '../../../time.ts'

/** Does something again and again, one time after the other. */
export interface Poll {
  stop(): void
}

/**
 * @param work - what to do; it never rejects. @returns the milliseconds until the next time
 * @param clock - whose timers keep no process alive
 */
export function startPoll(clock: Clock, work: () => Promise<number>): Poll {
  let isStopped = false
  let cancel = () => {}

  const goOn = async () => {
    const pause = await work()
    if (isStopped) return
    if (pause === 0) void goOn()
    else cancel = clock.setTimer(() => void goOn(), pause, true)
  }
  void goOn()

  return {
    stop() {
      isStopped = true
      cancel()
    },
  }
}
