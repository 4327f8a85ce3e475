import type { SessionRow } from 'holdfast/visualizer'

import { countdown } from '../../words/times.ts'
import { waitsForProgram } from './waits-for-program.ts'

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
  const isDue = status === 'active' || (status === 'sleeping' && (asked === 'wake' || (wakeAt ?? 0) <= now))
  if (isDue && waitsForProgram(row)) return { text: 'when its program runs' }
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
