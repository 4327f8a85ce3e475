import type { InspectorMessage } from 'holdfast/inspect'

/** The messages of one kind. */
export const ofType = <T extends InspectorMessage['type']>(messages: readonly InspectorMessage[], type: T) =>
  messages.filter((message): message is Extract<InspectorMessage, { type: T }> => message.type === type)
