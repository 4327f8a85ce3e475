import { describeFilters, isFiltered } from '../address/filters.ts'
import { describeSearch } from '../address/search-terms.ts'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'

/** Says what to do to see sessions. */
export function EmptyList() {
  const page = usePage()
  const { filters } = useCell(page.address)
  const { search, ...others } = filters
  const sought = search === undefined ? '' : describeSearch(shorten(search))
  const among = describeFilters(others)
  const { sources, isReadOnly } = useCell(page.server)
  if (isFiltered(filters))
    return (
      <div class="empty">
        <h2>{sought === '' ? 'Nothing matches' : `No session ${sought}`}</h2>
        <p>
          {among !== '' && `Shown are only those that are ${among}. `}
          One that comes to be shows here by itself.
        </p>
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
          : 'Nothing is connected.'}
      </p>
      <p>A program shows its sessions here, its code unchanged, when it is run so:</p>
      <Ways ways={[HERE]} />
      <p>These begin a page of their own:</p>
      <Ways ways={ANEW} />
      {!isReadOnly && <p>Or drop a recording, a file of JSON lines, anywhere on this page.</p>}
    </div>
  )
}

interface Way {
  readonly command: string
  readonly meaning: string
}

const Ways = ({ ways }: { readonly ways: readonly Way[] }) => (
  <dl class="ways">
    {ways.map(({ command, meaning }) => (
      <div key={command}>
        <dt>
          <code>{command}</code>
        </dt>
        <dd>{meaning}</dd>
      </div>
    ))}
  </dl>
)

/** The page itself does not know its token. */
const HERE: Way = {
  command: `HOLDFAST_VISUALIZER='${location.origin}/#token=…' node --import holdfast/inspect/register app.js`,
  meaning: 'with the token that was printed when this page was started',
}

/** What is pasted may be long. */
const shorten = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

const ANEW: readonly Way[] = [
  { command: 'npx holdfast inspect -- node app.js', meaning: 'a program, as it is, while it runs' },
  { command: 'npx holdfast inspect --store retries.db', meaning: 'sessions that are stored' },
  { command: 'npx holdfast inspect --file recording.jsonl', meaning: 'a recording, afterwards' },
  { command: 'npx holdfast inspect --demo', meaning: 'something to look at' },
]
