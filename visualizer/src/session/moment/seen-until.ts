import type { InspectorMessage } from 'holdfast/inspect'

/** The messages up to one of them, or all. */
export const seenUntil = (
  messages: readonly InspectorMessage[],
  index: number | undefined,
): readonly InspectorMessage[] => (index === undefined ? messages : messages.slice(0, index + 1))
