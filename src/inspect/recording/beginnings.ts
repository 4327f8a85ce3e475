import type { InspectorMessage } from '../message.ts'

/** What one must have read to understand what comes next. */
export interface Beginnings {
  follow(message: InspectorMessage): void
  /** The definitions, and how the sessions that have not ended began. */
  messages(): readonly InspectorMessage[]
}

export function createBeginnings(): Beginnings {
  const definitions = new Map<string, InspectorMessage>()
  const sessions = new Map<string, InspectorMessage>()

  return {
    follow(message) {
      if (message.type === 'definition') keep(definitions, message.definitionId, message)
      if (message.type === 'session') keep(sessions, message.sessionId, message)
      if (message.type === 'end') sessions.delete(message.sessionId)
    },
    messages: () => [...definitions.values(), ...sessions.values()],
  }
}

function keep(messages: Map<string, InspectorMessage>, id: string, message: InspectorMessage): void {
  messages.set(id, message)
  if (messages.size <= MOST) return
  const [oldest = ''] = messages.keys()
  messages.delete(oldest)
}

/** Sessions that never end must not fill the memory. */
const MOST = 1000
