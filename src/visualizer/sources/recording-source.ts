import type { InspectorMessage } from '../../inspect/message.ts'
import { createRecordingReader } from '../../inspect/recording/recording-reader.ts'
import { breathe, systemClock } from '../../time.ts'
import type { SessionRow } from '../protocol.ts'
import { createLiveSessions } from './live/live-sessions.ts'
import { recordingPlace } from './recorded/recording-place.ts'
import type { GivenRecording } from './recorded/recording-place.ts'
import type { SessionSource } from './session-source.ts'

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
  const sessions = createLiveSessions(id, { sessions: Infinity, events: Infinity })
  sessions.place({ isReached: false, isLost: false })
  const ids = new Set<string>()
  let damaged = 0
  let dropped = 0
  let isClosed = false

  const take = (message: InspectorMessage) => {
    if (message.type === 'session') ids.add(message.sessionId)
    try {
      if (message.type === 'dropped') dropped += message.count
      else sessions.add(message)
    } catch {
      // It has the form of a message, and is none.
      damaged++
    }
  }

  for (const lines of parts) {
    let isBegun = false
    for await (const line of lines) {
      if (!isBegun) reader.begin(line)
      isBegun = true
      const message = reader.read(line)
      if (message !== undefined) take(message)
      await breathe(systemClock.monotonic())
    }
    // An empty one is none.
    if (!isBegun) reader.begin('')
  }

  const remark = remarkOf(damaged + reader.damaged, dropped)
  const idOf = (key: string) => (key.startsWith(prefix) ? key.slice(prefix.length) : '')
  const toRecorded = ({ parent, ...row }: SessionRow): SessionRow => ({
    ...row,
    key: prefix + row.key,
    origin: 'recorded',
    ...(parent !== undefined && { parent: prefix + parent }),
  })

  return {
    info: () => ({ id, type: 'recording', title, connected: true, ...(remark !== '' && { remark }) }),

    async start(listener) {
      for (const sessionId of ids) {
        if (isClosed) return
        const row = sessions.row(sessionId)
        if (row !== undefined) listener.row(toRecorded(row))
        await breathe(systemClock.monotonic())
      }
    },

    detail: async (key) => sessions.detail(idOf(key)),

    async snapshot(key) {
      const state = sessions.state(idOf(key))
      if (state === undefined) return undefined
      const { value, status, context } = state
      return { snapshot: { value, status, context }, restorable: false, reason: NOT_RESTORABLE }
    },

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
    ...(dropped > 0 ? [`${dropped} messages were not recorded, as there were too many at once`] : []),
  ].join('; ')
