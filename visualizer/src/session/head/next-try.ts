import type { SessionRow } from 'holdfast/visualizer'

import { countdown, localTime } from '../../words/times.ts'
import { standsStill } from './waits-for-program.ts'

/** When a session tries again. */
export interface NextTry {
  /** Epoch milliseconds; absent where nobody knows. */
  readonly at?: number
  /** `in 12 s`, or why there is none. */
  readonly text: string
}

export function nextTry(row: SessionRow, now: number): NextTry {
  const { status, wakeAt, asked } = row
  if (asked === 'cancel') return { text: 'none' }
  if (standsStill(row)) {
    const isEarly = wakeAt !== undefined && wakeAt > now && asked !== 'wake'
    return { text: `when its program runs${isEarly ? `, not before ${localTime(wakeAt, now)}` : ''}` }
  }
  switch (status) {
    case 'active':
      return { text: 'under way now' }
    case 'sleeping':
      if (asked === 'wake') return { text: 'once it is woken' }
      return wakeAt === undefined
        ? { text: 'when it is woken' }
        : { at: wakeAt, text: countdown(wakeAt, now) }
    case 'lost':
      return { text: 'unknown' }
    default:
      return { text: 'none' }
  }
}
