import type { RowSort } from 'holdfast/visualizer'
import { useEffect, useRef } from 'preact/hooks'

import type { Filters } from '../address/filters.ts'
import { isRising, sortedBy, SORTS } from '../address/filters.ts'
import { listText, readList } from '../address/list-text.ts'
import { describeSearch } from '../address/search-terms.ts'
import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { BulkCommands } from './bulk-commands.tsx'
import { OriginChips, StatusChips } from './chips.tsx'
import { isTyping } from './is-typing.ts'

/** Which sessions are shown, in which order, and what can be done to all of them. */
export function Toolbar() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { version } = useCell(page.server)
  const change = (next: Filters) => page.go({ filters: next })
  return (
    <search class="toolbar">
      <SearchField />
      <KindSelect filters={filters} change={change} />
      <SortSelect filters={filters} change={change} />
      <BulkCommands />
      <div class="chip-line">
        {describeSearch(filters.search) !== '' && <span class="chip-scope">Of all:</span>}
        {/* Counts that came later would move what is beside them. */}
        {version !== '' && <StatusChips />}
        {version !== '' && <OriginChips />}
      </div>
    </search>
  )
}

function SearchField() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const input = useRef<HTMLInputElement>(null)
  const { search: _, ...others } = filters
  const search = (text: string) => page.amend({ filters: text === '' ? others : { ...others, search: text } })

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return
      event.preventDefault()
      input.current?.select()
      input.current?.focus()
    }
    window.addEventListener('keydown', focus)
    return () => window.removeEventListener('keydown', focus)
  }, [])

  return (
    <label class="search-field">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        class="field"
        aria-label="Search: name, kind, id, state or error"
        placeholder='Search words or "a phrase"'
        title='All words must be there; "in quotes" they are a phrase'
        spellcheck={false}
        value={filters.search ?? ''}
        onInput={({ currentTarget }) => search(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          if (filters.search === undefined) event.currentTarget.blur()
          else search('')
        }}
      />
      <kbd>/</kbd>
    </label>
  )
}

interface SelectProps {
  readonly filters: Filters
  readonly change: (filters: Filters) => void
}

function KindSelect({ filters, change }: SelectProps) {
  const { server } = usePage()
  const { counts } = useCell(server)
  const { kind = [], ...others } = filters
  const chosen = listText(kind)
  const kinds = Object.entries(counts.kind)
    .map(([name, count]) => ({ name, count, value: listText([name]) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return (
    <select
      class="field"
      aria-label="Kind"
      value={chosen}
      onChange={({ currentTarget: { value } }) =>
        change(value === '' ? others : { ...others, kind: readList(value) })
      }
    >
      <option value="">All kinds</option>
      {chosen !== '' && !kinds.some(({ value }) => value === chosen) && (
        <option value={chosen}>{kind.join(' or ')}</option>
      )}
      {kinds.map(({ name, count, value }) => (
        <option key={name} value={value}>{`${name} (${count})`}</option>
      ))}
    </select>
  )
}

function SortSelect({ filters, change }: SelectProps) {
  const { sort = 'status' } = filters
  const isUp = isRising(filters)
  return (
    <span class="sort">
      <select
        class="field"
        aria-label="Sort by"
        value={sort}
        // Its options are the orders.
        onChange={({ currentTarget }) => change(sortedBy(filters, currentTarget.value as RowSort))}
      >
        {Object.entries(SORTS).map(([name, { label }]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="button is-icon"
        title={isUp ? 'Ascending; turn round' : 'Descending; turn round'}
        onClick={() => change(sortedBy(filters, sort))}
      >
        <Icon name={isUp ? 'up' : 'down'} />
      </button>
    </span>
  )
}
