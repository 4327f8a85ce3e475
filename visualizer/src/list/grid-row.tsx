import type { Command, SessionRow } from 'holdfast/visualizer'
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks'

import { canBe, commandRow } from '../commands/command-row.ts'
import { usePage } from '../state/use-page.ts'
import type { CellContext } from './columns.tsx'
import { COLUMNS } from './columns.tsx'

export interface GridRowProps {
  readonly index: number
  /** Undefined until it has come. */
  readonly row: SessionRow | undefined
  readonly context: CellContext
  readonly isReadOnly: boolean
  /** Whether the keyboard leads here. */
  readonly isCursor: boolean
  readonly isOpen: boolean
  readonly onFocus: () => void
  readonly onOpen: () => void
}

/** Drawn anew when something of it has changed, rather than whenever something of the list has. */
export function GridRow(props: GridRowProps) {
  const { index, row, context, isReadOnly, isCursor, isOpen } = props
  return useMemo(() => drawRow(props), [index, row, context, isReadOnly, isCursor, isOpen])
}

function drawRow({ index, row, context, isReadOnly, isCursor, isOpen, onFocus, onOpen }: GridRowProps) {
  const tabIndex = isCursor ? 0 : -1
  return (
    <div
      class={isOpen ? 'row is-open' : 'row'}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-status={row?.status}
      style={{ '--row': index }}
      tabIndex={tabIndex}
      onFocusIn={onFocus}
      onClick={(event) => {
        if (opensElsewhere(event) || !getSelection()?.isCollapsed) return
        event.preventDefault()
        onOpen()
      }}
    >
      {COLUMNS.map(
        ({ name, cell }, column) =>
          (row !== undefined || TO_COME.has(name)) && (
            <span key={name} class={`cell cell-${name}`} role="gridcell" aria-colindex={column + 1}>
              {row ? cell(row, context) : <span key="to-come" class="cell-to-come" />}
              {row && !isReadOnly && name === BESIDE_COMMANDS && (
                <RowCommands row={row} tabIndex={tabIndex} />
              )}
            </span>
          ),
      )}
    </div>
  )
}

/** The columns that show their places while what is in them has not come: enough to see that it will. */
const TO_COME: ReadonlySet<string> = new Set(['status', 'name'])

/** The column that gives them room: the session says it as well, and when it is tried next stays in sight. */
const BESIDE_COMMANDS = 'error'

function RowCommands({ row, tabIndex }: { row: SessionRow; tabIndex: number }) {
  const page = usePage()
  const commands = COMMANDS.filter(({ command }) => canBe(command, row))
  const place = useRef<HTMLSpanElement>(null)
  const line = place.current?.closest<HTMLElement>('.row')
  const hadFocus = place.current?.contains(document.activeElement) ?? false
  useLayoutEffect(() => {
    // A button that goes takes the focus with it.
    if (hadFocus && document.activeElement === document.body) line?.focus()
  })
  if (commands.length === 0) return null
  return (
    <span ref={place} class="row-commands">
      {commands.map(({ command, label }) => (
        <button
          key={command}
          type="button"
          class="button is-small"
          tabIndex={tabIndex}
          onClick={(event) => {
            event.stopPropagation()
            void commandRow(page, command, row)
          }}
        >
          {label}
        </button>
      ))}
    </span>
  )
}

const COMMANDS: readonly { readonly command: Command; readonly label: string }[] = [
  { command: 'retry', label: 'Retry now' },
  { command: 'cancel', label: 'Cancel' },
]

/** A link in the row is opened in another tab or window. */
const opensElsewhere = ({ button, ctrlKey, metaKey, shiftKey }: MouseEvent) =>
  button !== 0 || ctrlKey || metaKey || shiftKey
