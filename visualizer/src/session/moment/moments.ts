import type { InspectorMessage } from 'holdfast/inspect'

/** A place in time, as the address keeps it: the number of the message after which the session is shown. */
export const momentOf = (message: InspectorMessage): string => String(message.seq)

/**
 * Finds the message that a moment names; undefined for a session as it is now.
 *
 * Of a moment that is not held any more it is the message that comes closest.
 */
export function indexOfMoment(
  messages: readonly InspectorMessage[],
  moment: string | undefined,
): number | undefined {
  if (moment === undefined || !/^\d{1,15}$/.test(moment) || messages.length === 0) return undefined
  const seq = Number(moment)
  return Math.max(
    0,
    messages.findLastIndex((message) => message.seq <= seq),
  )
}

/** Where the buttons and keys lead. */
export type Stride = 'first' | 'previous' | 'next' | 'last' | 'previousAttempt' | 'nextAttempt'

/**
 * Finds the message to which a step leads.
 *
 * @param index - of the message that is shown; of the last one for a session as it is now
 */
export const indexAfter = (messages: readonly InspectorMessage[], index: number, stride: Stride): number =>
  STRIDES[stride](messages, index)

const STRIDES: Readonly<Record<Stride, (messages: readonly InspectorMessage[], index: number) => number>> = {
  first: () => 0,
  previous: (_messages, index) => Math.max(0, index - 1),
  next: (messages, index) => Math.min(messages.length - 1, index + 1),
  last: (messages) => messages.length - 1,
  previousAttempt: (messages, index) => Math.max(0, messages.slice(0, index).findLastIndex(decides)),
  nextAttempt(messages, index) {
    const next = messages.findIndex((message, at) => at > index && decides(message))
    return next === -1 ? messages.length - 1 : next
  },
}

/** Whether an attempt has ended by it, or the session was sent something from outside. */
const decides = (message: InspectorMessage): boolean =>
  message.type === 'event' &&
  (!message.event.type.startsWith('xstate.') || message.event.type.endsWith('.actor.attempt'))
