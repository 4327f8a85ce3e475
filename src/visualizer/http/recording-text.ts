import { edgeId } from '../../inspect/edge-id.ts'
import type { InspectorMessage } from '../../inspect/message.ts'
import type { RecordingHeader } from '../../inspect/recording/recording-format.ts'
import { RECORDING_VERSION } from '../../inspect/recording/recording-format.ts'
import type { SourceDetail } from '../sources/session-source.ts'

/**
 * A session's messages as `recordTo` writes them, and how many of them are missing; undefined when there are none.
 *
 * @param at - the time now
 */
export function recordingText(detail: SourceDetail, at: number): string | undefined {
  const { definition, messages } = detail
  const [first, ...rest] = messages
  if (!first) return undefined
  const header: RecordingHeader = { type: 'recording', version: RECORDING_VERSION, at, pid: process.pid }
  const lines: (RecordingHeader | InspectorMessage)[] = [header]
  if (first.type === 'session') {
    if (definition)
      lines.push({
        type: 'definition',
        // Told before it.
        seq: first.seq - 1,
        at: first.at,
        definitionId: first.definitionId,
        definition,
      })
    const { forgotten: count } = detail
    const { sessionId, seq, at: began } = first
    const dropped = {
      type: 'dropped',
      seq: seq + 1,
      at: began,
      count,
      sessionId,
      taken: takenBefore(detail),
    } as const
    lines.push(first, ...(count > 0 ? [dropped] : []), ...rest)
  } else lines.push(...messages)
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** How often each transition was taken in what is held no longer. */
function takenBefore({ taken, messages }: SourceDetail): Readonly<Record<string, number>> {
  const before = { ...taken }
  for (const message of messages)
    if (message.type === 'state') for (const transition of message.taken ?? []) before[edgeId(transition)]!--
  return Object.fromEntries(Object.entries(before).filter(([, count]) => count > 0))
}
