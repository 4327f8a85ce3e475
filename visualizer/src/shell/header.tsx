import type { RowStatus } from 'holdfast/visualizer'

import { Icon } from '../looks/icon.tsx'
import { STATUS_WORDS } from '../list/statuses.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { OpenRecording } from './open-recording.tsx'
import { Sources } from './sources.tsx'

/** What is going on, in one line: how many have failed, sleep and work, and where they come from. */
export function Header() {
  const { server } = usePage()
  const { version, isReadOnly } = useCell(server)
  if (version === '') return <header class="header">{BRAND}</header>
  return (
    <header class="header">
      {BRAND}
      <dl class="facts">
        {HEADLINES.map((status) => (
          <Headline key={status} status={status} />
        ))}
      </dl>
      <Sources />
      {!isReadOnly && <OpenRecording />}
    </header>
  )
}

const BRAND = <h1 class="brand">Holdfast</h1>

const HEADLINES = ['failed', 'sleeping', 'active'] as const

function Headline({ status }: { status: RowStatus }) {
  const { server } = usePage()
  const count = useCell(server).counts.status[status] ?? 0
  return (
    <div class={count === 0 ? 'fact is-zero' : 'fact'} data-status={status}>
      <dt>{STATUS_WORDS[status]}</dt>
      <dd>
        <Icon name={status} />
        {count.toLocaleString('en')}
      </dd>
    </div>
  )
}
