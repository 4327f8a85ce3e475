import { useEffect } from 'preact/hooks'

import { useRenderAgain } from './use-render-again.ts'

/**
 * The time; the component is rendered again as each second begins.
 *
 * @param now - gives epoch milliseconds
 */
export function useNow(now: () => number): number {
  const renderAgain = useRenderAgain()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(tick, Math.max(1000 - (now() % 1000), LEAST))
    }
    const tick = () => {
      renderAgain()
      wait()
    }
    wait()
    return () => clearTimeout(timer)
  }, [now])
  return now()
}

/** Milliseconds: a clock may be set back, or stand. */
const LEAST = 50
