import type { InspectorMessage } from 'holdfast/inspect'

import { logLine } from './log-line.ts'

/**
 * Chooses the messages that a log shows, by their places.
 *
 * @param words - that a line must contain, in any case
 * @param isWhole - what tells of the machine's way is shown too
 */
export function chooseLines(
  messages: readonly InspectorMessage[],
  words: string,
  isWhole: boolean,
): readonly number[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return messages.flatMap((_message, index) => {
    if (isWhole && wanted.length === 0) return [index]
    const { text, isDetail } = logLine(messages, index)
    const lower = text.toLowerCase()
    return (isWhole || !isDetail) && wanted.every((word) => lower.includes(word)) ? [index] : []
  })
}
