import { useCell } from '../state/use-cell.ts'
import { usePage } from '../state/use-page.ts'
import { EmptyList } from './empty-list.tsx'
import { ListFooter } from './list-footer.tsx'
import { SessionGrid } from './session-grid.tsx'
import { Toolbar } from './toolbar.tsx'

export function ListPane() {
  const { list } = usePage()
  const { total, problem } = useCell(list.state)
  return (
    <section class="list-pane" aria-label="Sessions">
      <Toolbar />
      {problem !== undefined && total === undefined && (
        <p class="list-problem">{`The list could not be read: ${problem}`}</p>
      )}
      {total === 0 ? <EmptyList /> : <SessionGrid />}
      <ListFooter />
    </section>
  )
}
