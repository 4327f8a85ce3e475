import { useErrorBoundary, useLayoutEffect } from 'preact/hooks'

import { useCell } from '../state/use-cell.ts'
import { useFrames } from '../state/use-frames.ts'
import { usePage } from '../state/use-page.ts'
import { EmptyList } from './empty-list.tsx'
import { ListFooter } from './list-footer.tsx'
import { SessionGrid } from './session-grid.tsx'
import { Toolbar } from './toolbar.tsx'
import { messageOf } from '../words/message-of.ts'

/** The list, or why it cannot be shown: what is wrong with one row must not take the page with it. */
export function ListPane() {
  const { list } = usePage()
  const state = useCell(list.state)
  const [error, reset] = useErrorBoundary()
  // Other rows may do.
  useLayoutEffect(() => {
    if (error !== undefined) reset()
  }, [state])
  if (error === undefined) return <List />
  return (
    <section class="list-pane" aria-label="Sessions">
      <div class="why-not" role="alert">
        <p>{`The list cannot be shown: ${messageOf(error)}`}</p>
        <button type="button" class="button" onClick={list.refresh}>
          Try again
        </button>
      </div>
    </section>
  )
}

function List() {
  const { list } = usePage()
  const { total, problem } = useCell(list.state)
  // The grid comes a frame later than the tools above it.
  const isBegun = useFrames(1) > 0
  return (
    <section class="list-pane" aria-label="Sessions">
      <Toolbar />
      {problem !== undefined && total === undefined && (
        <p class="list-problem">{`The list could not be read: ${problem}`}</p>
      )}
      {total === 0 ? <EmptyList /> : isBegun ? <SessionGrid /> : <div class="grid" />}
      <ListFooter />
    </section>
  )
}
