import { KeysButton } from '../keys/keys-button.tsx'
import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { countOf, sessionCount } from '../words/describe-report.ts'

/** How long the list is, and what waits to be put in order while the pointer moves on it. */
export function ListFooter() {
  const { connection, list, server } = usePage()
  const { total, changes, isHeld, problem } = useCell(list.state)
  const { version, isReadOnly } = useCell(server)
  const { phase } = useCell(connection)
  return (
    <footer class="list-footer">
      <span>{total === undefined ? 'Reading …' : sessionCount(total)}</span>
      {isHeld && changes > 0 && (
        <button
          type="button"
          class="button is-quiet changes"
          title="The order is kept while the pointer moves on the list; show the present one"
          onClick={list.refresh}
        >
          {`${countOf(changes, 'change')}: show`}
        </button>
      )}
      {problem !== undefined && total !== undefined && (
        <button type="button" class="button is-quiet" title={problem} onClick={list.refresh}>
          Not all could be read: try again
        </button>
      )}
      <span class="footer-facts">
        {isReadOnly && version !== '' && <span class="read-only">Read only</span>}
        {phase !== 'opening' && <span class={`link-state is-${phase}`}>{PHASES[phase]}</span>}
      </span>
      {/* At the end, where what comes does not move it. */}
      <KeysButton />
    </footer>
  )
}

const PHASES = { open: 'Live', cut: 'Cut off', locked: 'Locked' } as const
