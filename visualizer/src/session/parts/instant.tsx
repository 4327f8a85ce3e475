import type { VNode } from 'preact'

import { isoTime, localTime, wholeTime } from '../../words/times.ts'
import { clockTime } from '../words/clock-time.ts'

interface InstantProps {
  /** Epoch milliseconds. */
  readonly at: number
  /** The day is told where it is not that of now. */
  readonly now: number
  /** To the millisecond. */
  readonly isExact?: boolean
}

/** An instant, for people and machines. */
export const Instant = ({ at, now, isExact = false }: InstantProps): VNode => (
  <time class="session-time" dateTime={isoTime(at)} title={wholeTime(at)}>
    {isExact ? clockTime(at, now) : localTime(at, now)}
  </time>
)
