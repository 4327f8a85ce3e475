import type { InspectorMessage } from '../../inspect/message.ts'
import { createRecordingReader } from '../../inspect/recording/recording-reader.ts'
import { isCount } from '../../inspect/link/is-count.ts'
import { safely } from '../../strategies/common/safely.ts'
import { breathe, systemClock } from '../../time.ts'
import type { SessionRow } from '../protocol.ts'
import { counted } from './live/counted.ts'
import { isToldMessage } from './live/is-told-message.ts'
import { createLiveSessions } from './live/live-sessions.ts'
import { stateCopy } from './live/state-copy.ts'
import { recordingPlace } from './recorded/recording-place.ts'
import type { GivenRecording } from './recorded/recording-place.ts'
import type { SessionSource, SourceListener } from './session-source.ts'

/**
 * The sessions of a recording, as `recordTo` writes it, each as it was seen last.
 *
 * It is read once, a little at a time: others have their turn in between.
 *
 * @throws by rejection: TypeError when it is no recording, RangeError when a newer Holdfast wrote it, or the file
 *   system's own error
 */
export async function createRecordingSource(given: GivenRecording): Promise<SessionSource> {
  const { title, digest, parts } = recordingPlace(given)
  const id = `recording:${digest}`
  const prefix = `recorded:${digest}:`
  const reader = createRecordingReader(`the recording ${title}`)
  const sessions = createLiveSessions(id, { sessions: Infinity, events: Infinity, characters: Infinity })
  // Of one that has not ended in it nobody knows more.
  sessions.place({ isReached: false, isLost: true })
  const ids = new Set<string>()
  let damaged = 0
  let dropped = 0
  let isClosed = false

  /** @returns whether it could be read: what has a message's type and number may be none */
  const take = (message: InspectorMessage): boolean => {
    if (message.type === 'dropped') {
      const { count, sessionId, taken = {} } = message
      if (!isCount(count) || !Object.values(taken).every(isCount)) return false
      if (sessionId === undefined) dropped += count
      else sessions.miss(sessionId, count, taken)
      return true
    }
    if (!isToldMessage(message)) return false
    sessions.add(message)
    if (message.type === 'session') ids.add(message.sessionId)
    return true
  }

  for (const lines of parts) {
    let isBegun = false
    for await (const line of lines) {
      if (!isBegun) reader.begin(line)
      isBegun = true
      const message = reader.read(line)
      if (message !== undefined && !safely(() => take(message), false)) damaged++
      await breathe(systemClock.monotonic())
    }
    // An empty one is none.
    if (!isBegun) reader.begin('')
  }

  const idOf = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : '')
  const toRecorded = ({ parent, ...row }: SessionRow): SessionRow => ({
    ...row,
    key: prefix + row.key,
    origin: 'recorded',
    ...(parent !== undefined && { parent: prefix + parent }),
  })

  const show = (sessionId: string, listener: SourceListener): boolean => {
    const row = sessions.row(sessionId)
    if (row !== undefined) listener.row(toRecorded(row))
    return true
  }

  return {
    info() {
      const remark = remarkOf(damaged + reader.damaged, dropped)
      return { id, type: 'recording', title, connected: true, ...(remark !== '' && { remark }) }
    },

    async start(listener) {
      for (const sessionId of ids) {
        if (isClosed) return
        // One that cannot be shown hides no other.
        if (!safely(() => show(sessionId, listener), false)) {
          damaged++
          listener.changed()
        }
        await breathe(systemClock.monotonic())
      }
    },

    detail: async (key) => sessions.detail(idOf(key)),

    snapshot: async (key) => stateCopy(sessions.state(idOf(key)), NOT_RESTORABLE),

    command: async () => 'is recorded: no command reaches it',

    async close() {
      isClosed = true
    },
  }
}

const NOT_RESTORABLE =
  'a recording has the last state that was told, sanitised: a store has one that can be restored'

const remarkOf = (damaged: number, dropped: number): string =>
  [
    ...(damaged > 0 ? [`${damaged} of its lines could not be read`] : []),
    ...(dropped > 0
      ? [
          `${counted(dropped, 'message')} ${dropped === 1 ? 'was' : 'were'} not recorded, as there were too many at once`,
        ]
      : []),
  ].join('; ')
