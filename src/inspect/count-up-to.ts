import type { InspectorMessage } from './message.ts'

/** How many of messages in order are numbered up to a number. */
export function countUpTo(messages: readonly InspectorMessage[], last: number): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    // It lies within.
    if ((messages[middle] as InspectorMessage).seq <= last) low = middle + 1
    else high = middle
  }
  return low
}
