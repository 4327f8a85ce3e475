import type { EventMessage } from './message.ts'

export type InspectedEvent = EventMessage['event']

/** An event in the form in which XState 4 passes it on. */
export interface LegacyEvent {
  readonly name: string
  readonly data: { readonly type: string; readonly [key: string]: unknown }
  readonly $$type: 'scxml'
  readonly type: 'external'
  /** The invoked actor that ended. */
  readonly origin?: unknown
}

/** Writes an event of XState 5 as XState 4 would. */
export function toLegacyEvent(event: InspectedEvent): LegacyEvent {
  const name = toLegacyEventType(event.type)
  const data = FROM_ACTOR.test(name) ? resultOf(name, event) : { ...event, type: name }
  return { name, data, $$type: 'scxml', type: 'external', origin: event['actorId'] }
}

/** The name that XState 4 has for an event of XState 5. */
export const toLegacyEventType = (type: string): string =>
  RENAMED.reduce((name, [pattern, replacement]) => name.replace(pattern, replacement), type)

const RENAMED: readonly (readonly [RegExp, string])[] = [
  [/^xstate\.done\.actor\./, 'done.invoke.'],
  [/^xstate\.error\.actor\./, 'error.platform.'],
  [/^xstate\.done\.state\./, 'done.state.'],
  // The delay may be a number with a fraction, or a name; the state's id has dots.
  [/^xstate\.after\.(\d+(?:\.\d+)?|[^.]+)\.(.+)$/, 'xstate.after($1)#$2'],
]

const FROM_ACTOR = /^(?:done\.invoke|error\.platform)\./

const resultOf = (type: string, event: InspectedEvent) => ({
  type,
  data: 'output' in event ? event['output'] : event['error'],
})
