import type { VNode } from 'preact'
import { useCallback, useRef, useState } from 'preact/hooks'

import { useDismissal } from '../hooks/use-dismissal.ts'

/** Something that can be downloaded. */
export interface Export {
  readonly title: string
  /** Absent where there is nothing to export yet. */
  readonly onChoose?: (() => void) | undefined
}

/** A button that opens the list of what can be exported. */
export function ExportMenu({ exports }: { readonly exports: readonly Export[] }): VNode {
  const [isOpen, setOpen] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  const close = useCallback(() => setOpen(false), [])
  useDismissal(element, isOpen, close)
  return (
    <div class="session-menu" ref={element}>
      <button type="button" class="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Export <span aria-hidden="true">▾</span>
      </button>
      {isOpen && (
        <ul>
          {exports.map(({ title, onChoose }) => (
            <li key={title}>
              <button
                type="button"
                class="button is-quiet"
                aria-disabled={onChoose === undefined}
                onClick={() => {
                  if (onChoose === undefined) return
                  onChoose()
                  close()
                }}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
