import type { SourceInfo } from 'holdfast/visualizer'

import { Icon } from '../looks/icon.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { countOf } from '../words/describe-report.ts'

/** Where the sessions come from; what should be known of it is a click away. */
export function Sources() {
  const { server } = usePage()
  const { sources } = useCell(server)
  const remarks = sources.filter(({ remark, connected }) => remark !== undefined || !connected).length
  if (sources.length === 0) return <p class="sources-summary is-empty">No program connected</p>
  return (
    <div class="sources">
      <button type="button" class="button is-quiet sources-summary" popovertarget="sources">
        <span class="sources-names">{namesOf(sources)}</span>
        {remarks > 0 && (
          <span class="remark-count" title={countOf(remarks, 'remark')}>
            <Icon name="warning" />
            {remarks}
          </span>
        )}
      </button>
      <ul id="sources" popover="auto" class="sources-list">
        {sources.map((source) => (
          <Source key={source.id} {...source} />
        ))}
      </ul>
    </div>
  )
}

function Source({ type, title, connected, remark }: SourceInfo) {
  return (
    <li class="source">
      <Icon name={ICONS[type]} />
      <span class="source-title">{title}</span>
      <span class={connected ? 'source-state is-connected' : 'source-state'}>
        {connected ? 'connected' : 'gone'}
      </span>
      {remark !== undefined && <p class="source-remark">{remark}</p>}
    </li>
  )
}

const ICONS = { program: 'live', stately: 'live', store: 'stored', recording: 'recorded' } as const

const NOUNS = { program: 'program', stately: 'browser page', store: 'store', recording: 'recording' } as const

/** By their titles, as long as they are few. */
function namesOf(sources: readonly SourceInfo[]): string {
  if (sources.length <= MOST_TITLES) return sources.map(({ title }) => title).join(' · ')
  const types = [...new Set(sources.map(({ type }) => type))]
  return types
    .map((type) => countOf(sources.filter((source) => source.type === type).length, NOUNS[type]))
    .join(' · ')
}

const MOST_TITLES = 2
