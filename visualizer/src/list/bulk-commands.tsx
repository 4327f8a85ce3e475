import type { Command } from 'holdfast/visualizer'

import { isFiltered } from '../address/filters.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'

/** Does something to all sessions that the filters leave; only where there are filters. */
export function BulkCommands() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { total = 0, isLoading } = useCell(page.list.state)
  const { isReadOnly } = useCell(page.server)
  if (isReadOnly) return null
  const isOff = isLoading || total === 0 || !isFiltered(filters)
  const ask = (command: Command) => page.asked.set({ command, query: filters, expected: total })
  const hint = isFiltered(filters) ? undefined : 'Choose by status, origin, kind or words first'
  const count = isOff ? '' : ` ${total.toLocaleString('en')}`
  return (
    <div class="bulk" role="group" aria-label="All that match">
      <button type="button" class="button" disabled={isOff} title={hint} onClick={() => ask('retry')}>
        {`Retry all${count}`}
      </button>
      <button type="button" class="button" disabled={isOff} title={hint} onClick={() => ask('cancel')}>
        {`Cancel all${count}`}
      </button>
    </div>
  )
}
