import type { Command, CommandReport, SessionDetail, SourceInfo } from 'holdfast/visualizer'

/** What the view of one session is given, and what it tells the page. */
export interface SessionViewProps {
  readonly sessionKey: string
  /** New messages come as a new object with a longer `messages`. */
  readonly detail: SessionDetail
  /** The source that the session comes from, where the page knows it. */
  readonly source?: SourceInfo | undefined
  /** The server's clock, epoch milliseconds. */
  readonly now: () => number
  readonly isReadOnly: boolean
  /** The `seq` of the message after which the session is shown; absent for as it is now. */
  readonly moment?: string | undefined
  readonly onMoment: (moment: string | undefined) => void
  readonly onCommand: (command: Command, key: string) => Promise<CommandReport>
  /** The name of another session, where the page knows it. */
  readonly nameOf?: ((key: string) => string | undefined) | undefined
  /** Shows another session. */
  readonly onOpen: (key: string) => void
  readonly onClose: () => void
}
