import type { RecordingHeader } from '../../inspect/recording/recording-format.ts'
import { RECORDING_VERSION } from '../../inspect/recording/recording-format.ts'
import type { InspectorMessage } from '../../inspect/message.ts'
import type { SourceDetail } from '../sources/session-source.ts'

/**
 * A session's messages as `recordTo` writes them; undefined when there are none.
 *
 * @param at - the time now
 */
export function recordingText({ definition, messages }: SourceDetail, at: number): string | undefined {
  const [first] = messages
  if (!first) return undefined
  const header: RecordingHeader = { type: 'recording', version: RECORDING_VERSION, at, pid: process.pid }
  const lines: (RecordingHeader | InspectorMessage)[] = [header]
  if (definition && first.type === 'session')
    lines.push({
      type: 'definition',
      // Told before it.
      seq: first.seq - 1,
      at: first.at,
      definitionId: first.definitionId,
      definition,
    })
  lines.push(...messages)
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('')
}
