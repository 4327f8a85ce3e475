import { safely } from '../../strategies/common/safely.ts'
import { isCount } from './is-count.ts'
import type { VisualizerText } from './wire.ts'

/** Reads what a visualizer sends; undefined for all that a program does not understand. */
export function readVisualizerText(text: string): VisualizerText | undefined {
  const read = Object(safely<unknown>(() => JSON.parse(text), undefined))
  const { type, after, id, sessionId, command, by } = read as Readonly<Record<string, unknown>>
  if (type === 'welcome' && isCount(after)) return { type, after }
  if (type !== 'command' || !isCount(id) || typeof sessionId !== 'string' || typeof by !== 'string')
    return undefined
  return command === 'retry' || command === 'cancel' ? { type, id, sessionId, command, by } : undefined
}
