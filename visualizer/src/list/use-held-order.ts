import { useEffect, useMemo } from 'preact/hooks'

import type { Page } from '../page.ts'

/** Keeps rows where they are while the pointer is on them, and for a moment after a key. */
export function useHeldOrder({ clock, list }: Pick<Page, 'clock' | 'list'>) {
  const holder = useMemo(() => {
    let isPointed = false
    let isKeyed = false
    let cancelTimer = () => {}
    const tell = () => list.hold(isPointed || isKeyed)
    const endKey = () => {
      isKeyed = false
      tell()
    }
    return {
      onPointerEnter: () => {
        isPointed = true
        tell()
      },
      onPointerLeave: () => {
        isPointed = false
        tell()
      },
      onKey: () => {
        isKeyed = true
        cancelTimer()
        cancelTimer = clock.setTimer(endKey, KEY_HOLDS)
        tell()
      },
      release: () => {
        cancelTimer()
        list.hold(false)
      },
    }
  }, [clock, list])
  useEffect(() => holder.release, [holder])
  return holder
}

/** Milliseconds. */
const KEY_HOLDS = 3000
