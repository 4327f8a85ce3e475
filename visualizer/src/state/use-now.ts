import { useEffect, useReducer } from 'preact/hooks'

/**
 * The time; the component is rendered again as each second begins.
 *
 * @param now - gives epoch milliseconds
 */
export function useNow(now: () => number): number {
  const [, renderAgain] = useReducer((renders: number) => renders + 1, 0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(tick, Math.max(1000 - (now() % 1000), LEAST))
    }
    const tick = () => {
      renderAgain(undefined)
      wait()
    }
    wait()
    return () => clearTimeout(timer)
  }, [now])
  return now()
}

/** Milliseconds: a clock may be set back, or stand. */
const LEAST = 50
