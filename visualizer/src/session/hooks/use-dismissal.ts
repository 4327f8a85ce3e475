import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Closes what is open when the person presses Escape, or turns to something else. */
export function useDismissal(
  element: RefObject<HTMLElement | null>,
  isOpen: boolean,
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return undefined
    const onPointer = ({ target }: Event) => {
      if (target instanceof Node && !(element.current?.contains(target) ?? false)) close()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // What is around it stays open.
      event.stopPropagation()
      close()
      element.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onPointer)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPointer)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [element, isOpen, close])
}
