import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/**
 * Listens to the wheel over an element. JSX would listen passively, and the page would be scrolled or zoomed as well.
 *
 * @param onWheel - is given the place of the pointer in the element; says whether that was all that is to happen
 */
export function useWheel(
  element: RefObject<HTMLElement | null>,
  onWheel: (event: WheelEvent, x: number, y: number) => boolean,
): void {
  useEffect(() => {
    const { current } = element
    const listen = (event: WheelEvent) => {
      const { left = 0, top = 0 } = current?.getBoundingClientRect() ?? {}
      if (onWheel(event, event.clientX - left, event.clientY - top)) event.preventDefault()
    }
    current?.addEventListener('wheel', listen, { passive: false })
    return () => current?.removeEventListener('wheel', listen)
  })
}
