import type { RowStatus } from 'holdfast/visualizer'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

import { toggled } from '../address/filters.ts'
import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { ORIGIN_WORDS, ORIGINS, STATUS_MEANINGS, STATUS_WORDS, STATUSES } from './statuses.ts'

export function StatusChips() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { counts } = useCell(page.server)
  const { status, ...others } = filters
  const hasBeen = useSeen(STATUSES.filter((word) => counts.status[word]))
  return (
    <div class="chips" role="group" aria-label="Status">
      <Chip isOn={status === undefined} count={counts.total} onClick={() => page.go({ filters: others })}>
        All
      </Chip>
      {STATUSES.map((word) => {
        const count = counts.status[word] ?? 0
        const isOn = status?.includes(word) ?? false
        if (!isOn && !ALWAYS.has(word) && !hasBeen(word)) return null
        const next = toggled(status, word)
        return (
          <Chip
            key={word}
            status={word}
            isOn={isOn}
            count={count}
            onClick={() => page.go({ filters: next ? { ...others, status: next } : others })}
          >
            <Icon name={word} />
            {STATUS_WORDS[word]}
          </Chip>
        )
      })}
    </div>
  )
}

/** The others are shown when there are some. */
const ALWAYS: ReadonlySet<RowStatus> = new Set(['failed', 'sleeping', 'done'])

/** What has been there once: chips that came and went would move those beside them. */
function useSeen<Word>(present: readonly Word[]): (word: Word) => boolean {
  const seen = useRef(new Set<Word>()).current
  for (const word of present) seen.add(word)
  return (word) => seen.has(word)
}

export function OriginChips() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { counts } = useCell(page.server)
  const { origin, ...others } = filters
  const hasBeen = useSeen(ORIGINS.filter((word) => counts.origin[word]))
  return (
    <div class="chips" role="group" aria-label="Origin">
      {ORIGINS.map((word) => {
        const isOn = origin?.includes(word) ?? false
        if (!isOn && !hasBeen(word)) return null
        const next = toggled(origin, word)
        return (
          <Chip
            key={word}
            isOn={isOn}
            count={counts.origin[word] ?? 0}
            onClick={() => page.go({ filters: next ? { ...others, origin: next } : others })}
          >
            <Icon name={word} />
            {ORIGIN_WORDS[word]}
          </Chip>
        )
      })}
    </div>
  )
}

interface ChipProps {
  readonly isOn: boolean
  readonly count: number
  readonly status?: RowStatus
  readonly onClick: () => void
  readonly children: ComponentChildren
}

function Chip({ isOn, count, status, onClick, children }: ChipProps) {
  return (
    <button
      type="button"
      class={count === 0 ? 'chip is-zero' : 'chip'}
      data-status={status}
      title={status && STATUS_MEANINGS[status]}
      aria-pressed={isOn}
      onClick={onClick}
    >
      {children} <span class="chip-count">{count.toLocaleString('en')}</span>
    </button>
  )
}
