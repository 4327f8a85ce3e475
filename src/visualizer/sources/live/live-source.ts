import type { Command, SourceInfo } from '../../protocol.ts'
import type { SessionSource, SourceListener } from '../session-source.ts'
import type { LiveSessions } from './live-sessions.ts'
import { stateCopy } from './state-copy.ts'

export interface LiveSourceOptions {
  readonly sessions: LiveSessions
  readonly info: () => SourceInfo
  /** How a session can be told something; or why none can, in words that follow its name. */
  readonly reach: () => SendCommand | string
  readonly onStart?: (listener: SourceListener) => void
  readonly close: () => void | Promise<void>
}

/** Asks a session for it; gives false when the session could not take it, a text when it was not reached. */
type SendCommand = (key: string, command: Command, by: string) => boolean | Promise<boolean | string>

/** A source of sessions that run now, in this program or another. */
export const createLiveSource = ({
  sessions,
  info,
  reach,
  onStart,
  close,
}: LiveSourceOptions): SessionSource => ({
  info,

  start(listener) {
    onStart?.(listener)
    sessions.start(listener)
  },

  detail: async (key) => sessions.detail(key),

  snapshot: async (key) => stateCopy(sessions.state(key), NOT_RESTORABLE),

  async command(key, command, by) {
    const row = sessions.row(key)
    if (row === undefined) return 'is not held any more'
    if (row.endedAt !== undefined) return 'has ended'
    const send = reach()
    if (typeof send === 'string') return send
    if (!row.can.includes(command === 'retry' ? 'wake' : 'cancel'))
      return command === 'retry' ? 'does not sleep' : 'takes no ABORT in its state'
    const sent = await send(key, command, by)
    if (typeof sent === 'string') return sent
    return sent ? undefined : 'was in another state when it was asked'
  },

  async close() {
    await close()
  },
})

const NOT_RESTORABLE =
  'this is its last state as it was told, sanitised: session.snapshot() and a store give one that can be restored'
