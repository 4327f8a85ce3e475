import type { VNode } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface CancelDialogProps {
  readonly name: string
  readonly onAnswer: (isSure: boolean) => void
}

/** Asks whether a session is really to end. */
export function CancelDialog({ name, onAnswer }: CancelDialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const title = useId()
  useEffect(() => dialog.current?.showModal(), [])
  // Closed, it gives the focus back.
  const close = (answer: string) => dialog.current?.close(answer)
  return (
    <dialog
      ref={dialog}
      class="session-dialog"
      aria-labelledby={title}
      onClose={({ currentTarget }) => onAnswer(currentTarget.returnValue === SURE)}
    >
      <h3 id={title}>Cancel {name}?</h3>
      <p>It ends for good, and no attempt follows. What its attempts have done so far stays done.</p>
      <div class="session-buttons">
        <button type="button" class="button" onClick={() => close('')}>
          Keep it
        </button>
        <button type="button" class="button is-cancel" onClick={() => close(SURE)}>
          Cancel the session
        </button>
      </div>
    </dialog>
  )
}

const SURE = 'sure'
