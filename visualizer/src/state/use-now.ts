import { useEffect, useReducer } from 'preact/hooks'

/**
 * The time; the component is rendered again each second, at the least.
 *
 * @param now - gives epoch milliseconds
 */
export function useNow(now: () => number): number {
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0)
  useEffect(() => {
    const timer = setInterval(() => renderAgain(undefined), 1000)
    return () => clearInterval(timer)
  }, [])
  return now()
}
