import { isRising, sortedBy } from '../address/filters.ts'
import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import type { Column } from './columns.tsx'
import { COLUMNS } from './columns.tsx'

export function GridHead() {
  return (
    <div class="grid-head" role="rowgroup">
      <div class="row" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <ColumnHead key={column.name} column={column} />
        ))}
      </div>
    </div>
  )
}

function ColumnHead({ column: { name, label, sort } }: { column: Column }) {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { sort: current = 'status' } = filters
  if (sort === undefined)
    return (
      <span class={`cell cell-${name}`} role="columnheader">
        {label}
      </span>
    )
  const isSorted = sort === current
  const isUp = isRising(filters)
  return (
    <span
      class={`cell cell-${name}`}
      role="columnheader"
      aria-sort={isSorted ? (isUp ? 'ascending' : 'descending') : 'none'}
    >
      <button
        type="button"
        class="column-button"
        onClick={() => page.go({ filters: sortedBy(filters, sort) })}
      >
        {label}
        {isSorted && <Icon name={isUp ? 'up' : 'down'} />}
      </button>
    </span>
  )
}
