import type { Command } from 'holdfast/visualizer'

import { isFiltered } from '../address/filters.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { canBeAny } from './can-be-any.ts'

/** Does something to all sessions that the filters leave; only where there are filters. */
export function BulkCommands() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { total = 0, isLoading } = useCell(page.list.state)
  const { isReadOnly, counts } = useCell(page.server)
  if (isReadOnly) return null
  const isChosen = isFiltered(filters)
  const isOff = isLoading || total === 0 || !isChosen
  return (
    <div class={isChosen ? 'bulk' : 'bulk is-idle'} role="group" aria-label="All that match">
      {COMMANDS.map(({ command, label, vain }) => {
        const isVain = !canBeAny(command, filters, counts)
        return (
          <button
            key={command}
            type="button"
            class="button"
            disabled={isOff || isVain}
            title={isChosen ? (isVain ? vain : undefined) : CHOOSE_FIRST}
            onClick={() => page.asked.set({ command, query: filters, expected: total })}
          >
            {label}
            {!isOff && !isVain && <span class="bulk-count">{` ${total.toLocaleString('en')}`}</span>}
          </button>
        )
      })}
    </div>
  )
}

interface BulkCommand {
  readonly command: Command
  readonly label: string
  /** Why it would do nothing. */
  readonly vain: string
}

const COMMANDS: readonly BulkCommand[] = [
  { command: 'retry', label: 'Retry all', vain: 'None of these sleeps, or can run again' },
  { command: 'cancel', label: 'Cancel all', vain: 'All of these have ended' },
]

const CHOOSE_FIRST = 'Choose by status, origin, kind or words first'
