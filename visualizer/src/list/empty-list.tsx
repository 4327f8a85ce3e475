import { isFiltered } from '../address/filters.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'

/** Says what to do to see sessions. */
export function EmptyList() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { sources } = useCell(page.server)
  if (isFiltered(filters))
    return (
      <div class="empty">
        <h2>Nothing matches</h2>
        <p>No session is like that now. One that comes to be shows here by itself.</p>
        <button type="button" class="button" onClick={() => page.go({ filters: {} })}>
          Show all
        </button>
      </div>
    )
  return (
    <div class="empty">
      <h2>No sessions yet</h2>
      <p>
        {sources.length > 0
          ? 'What is connected has none so far. The next one that begins shows here by itself.'
          : 'Nothing is connected. Start one of these, and its sessions show here.'}
      </p>
      <dl class="ways">
        {WAYS.map(({ command, meaning }) => (
          <div key={command}>
            <dt>
              <code>{command}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>Or drop a recording, a file of JSON lines, anywhere on this page.</p>
    </div>
  )
}

const WAYS = [
  { command: 'npx holdfast inspect -- node app.js', meaning: 'a program, as it is, while it runs' },
  { command: 'npx holdfast inspect --store retries.db', meaning: 'sessions that are stored' },
  { command: 'npx holdfast inspect --file recording.jsonl', meaning: 'a recording, afterwards' },
  { command: 'npx holdfast inspect --demo', meaning: 'something to look at' },
]
