import type { InspectorMessage } from 'holdfast/inspect'

/** A message in a few words. */
export function gist(message: InspectorMessage): string {
  switch (message.type) {
    case 'definition':
      return `definition ${message.definition.id}`
    case 'session':
      return `session ${message.name}`
    case 'event':
      return `event ${message.event.type}`
    case 'guard':
      return `guard ${message.guard.type} ${message.verdict}`
    case 'step':
      return `step ${message.step} ${message.outcome}`
    case 'state':
      return `state ${pathOf(message.value)}`
    case 'end':
      return `end ${message.status}`
    default:
      return `dropped ${message.count}`
  }
}

/** The gists of some kinds of messages. */
export const gists = (
  messages: readonly InspectorMessage[],
  ...types: readonly InspectorMessage['type'][]
): string[] => messages.filter(({ type }) => types.length === 0 || types.includes(type)).map(gist)

const pathOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Object.entries<unknown>(Object(value))
        .map(([key, inner]) => `${key}.${pathOf(inner)}`)
        .join(' ')
