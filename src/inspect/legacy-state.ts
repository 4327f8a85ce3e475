import { toLegacyEvent } from './legacy-event.ts'
import type { InspectedEvent } from './legacy-event.ts'
import type { StateDefinition } from './legacy-machine.ts'
import type { StateMessage } from './message.ts'

/**
 * Writes a session's state as XState 4 writes its own: what `State.create` takes.
 *
 * @param event - that led to it
 */
export function toLegacyState(
  { sessionId, value, context, status }: StateMessage,
  event: InspectedEvent,
  definition: StateDefinition,
) {
  const legacyEvent = toLegacyEvent(event)
  return {
    value,
    context,
    _event: legacyEvent,
    event: legacyEvent.data,
    _sessionid: sessionId,
    tags: tagsIn(definition, value),
    done: status === 'done',
    changed: true,
    actions: [],
    activities: {},
    // Receivers call methods of the children, which JSON cannot have.
    children: {},
    events: [],
    transitions: [],
    meta: {},
    // The state's nodes are the receiver's, who resolves the state with its machine.
    configuration: [],
  }
}

function tagsIn(node: StateDefinition, value: unknown): readonly string[] {
  const active = typeof value === 'string' ? { [value]: {} } : Object(value)
  const below = Object.entries<unknown>(active).flatMap(([key, inner]) => {
    const state = node.states?.[key]
    return state === undefined ? [] : tagsIn(state, inner)
  })
  return [...new Set([...(node.tags ?? []), ...below])]
}
