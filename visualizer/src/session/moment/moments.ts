import type { InspectorMessage } from 'holdfast/inspect'

/** A place in time, as the address keeps it: the number of the message after which the session is shown. */
export const momentOf = (message: InspectorMessage): string => String(message.seq)

/** Where a moment is among the messages that are held. */
export interface FoundMoment {
  readonly index: number
  /** Otherwise it is forgotten, and this is the first moment after it that is held. */
  readonly isHeld: boolean
}

/**
 * Finds the message that a moment names; undefined for a session as it is now.
 *
 * @param forgotten - how many messages are no longer held: those after the first, which tells how the session began
 */
export function findMoment(
  messages: readonly InspectorMessage[],
  moment: string | undefined,
  forgotten: number,
): FoundMoment | undefined {
  if (moment === undefined || !/^\d{1,15}$/.test(moment) || messages.length === 0) return undefined
  const seq = Number(moment)
  const index = messages.findLastIndex((message) => message.seq <= seq)
  if (forgotten === 0 || index > 0 || messages[index]?.seq === seq)
    return { index: Math.max(0, index), isHeld: true }
  const next = messages.findIndex(({ type }) => type !== 'session')
  return { index: Math.max(0, next), isHeld: next === index }
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
