import type { VNode } from 'preact'

import { localTime, wholeTime } from '../../words/times.ts'
import { BEYOND, clockTime } from '../words/clock-time.ts'

interface InstantProps {
  /** Epoch milliseconds. */
  readonly at: number
  /** Given, the day is told where it is not today; without, the time to the millisecond. */
  readonly now?: number
}

/** An instant, for people and machines. */
export function Instant({ at, now }: InstantProps): VNode {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span>{BEYOND}</span>
  return (
    <time class="session-time" dateTime={date.toISOString()} title={wholeTime(at)}>
      {now === undefined ? clockTime(at) : localTime(at, now)}
    </time>
  )
}
