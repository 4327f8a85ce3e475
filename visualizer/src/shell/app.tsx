import { CommandDialog } from '../commands/command-dialog.tsx'
import { SessionPane } from '../detail/session-pane.tsx'
import { KeysSheet } from '../keys/keys-sheet.tsx'
import { ListPane } from '../list/list-pane.tsx'
import { useCell } from '../state/use-cell.ts'
import { useFrames } from '../state/use-frames.ts'
import { usePage } from '../state/use-page.ts'
import { CutBanner } from './cut-banner.tsx'
import { DropZone } from './drop-zone.tsx'
import { Header } from './header.tsx'
import { Locked } from './locked.tsx'
import { NoticeStack } from './notice-stack.tsx'

export function App() {
  const page = usePage()
  const connection = useCell(page.connection)
  const { session } = useCell(page.address)
  // In the first frame the header alone: all of it would be too much for one.
  const isBegun = useFrames(1) > 0

  if (connection.phase === 'locked') return <Locked reason={connection.reason} />
  return (
    <div class={session === undefined ? 'page' : 'page has-session'}>
      <Header />
      <main class="panes">
        {isBegun && <ListPane />}
        {isBegun && session !== undefined && <SessionPane />}
      </main>
      {connection.phase === 'cut' && <CutBanner since={connection.since} />}
      <NoticeStack />
      <CommandDialog />
      <KeysSheet />
      <DropZone />
    </div>
  )
}
