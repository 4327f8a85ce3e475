import { useEffect, useState } from 'preact/hooks'

/**
 * The time, and a new one every so often.
 *
 * @param every - milliseconds; undefined while nothing shown depends on it
 */
export function useTicking(now: () => number, every: number | undefined): number {
  const [, setTick] = useState(0)
  useEffect(() => {
    if (every === undefined) return undefined
    const timer = setInterval(() => setTick((tick) => tick + 1), every)
    return () => clearInterval(timer)
  }, [every])
  return now()
}
