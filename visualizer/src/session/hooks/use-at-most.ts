import { useEffect, useRef } from 'preact/hooks'

import { passAtMost } from './pass-at-most.ts'
import type { Passed } from './pass-at-most.ts'
import { useRenderAgain } from '../../state/use-render-again.ts'

/**
 * The value, but no newer one sooner than some time after the one before.
 *
 * @param every - milliseconds
 */
export function useAtMost<T>(newest: T, every: number): T {
  const renderAgain = useRenderAgain()
  const shown = useRef<Passed<T>>({ value: newest, at: -Infinity })
  shown.current = passAtMost(shown.current, newest, performance.now(), every)
  const { value, wait } = shown.current
  useEffect(() => {
    if (wait === undefined) return undefined
    const timer = setTimeout(renderAgain, wait)
    return () => clearTimeout(timer)
  }, [newest, wait])
  return value
}
