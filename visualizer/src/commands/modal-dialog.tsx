import type { ComponentChildren, VNode } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'

interface ModalDialogProps {
  readonly onClose: () => void
  readonly children: (inner: DialogInner) => ComponentChildren
}

/** What a dialog gives to those within it. */
export interface DialogInner {
  /** For its heading, which names it. */
  readonly titleId: string
  readonly close: () => void
}

/** Lies on the page. Closed, it gives the focus back to where that came from, or to what is left around it. */
export function ModalDialog({ onClose, children }: ModalDialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const around = useRef<readonly HTMLElement[]>([])
  const titleId = useId()
  useLayoutEffect(() => {
    around.current = focusableAround(document.activeElement)
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby={titleId}
      onClose={({ currentTarget }) => {
        const { activeElement } = document
        // The browser has given it to where it came from, unless that is there no more.
        if (activeElement === document.body || currentTarget.contains(activeElement))
          around.current.find(({ isConnected }) => isConnected)?.focus()
        onClose()
      }}
    >
      {children({ titleId, close: () => dialog.current?.close() })}
    </dialog>
  )
}

/** What has the focus, or could have it, from within. */
function focusableAround(element: Element | null | undefined): readonly HTMLElement[] {
  const nearest = element?.closest<HTMLElement>('button, [tabindex]')
  return nearest ? [nearest, ...focusableAround(nearest.parentElement)] : []
}
