import type { SessionRecord } from 'holdfast'
import { renderBar } from '../terminal/bar.ts'
import type { Paint } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'

/** A sleep as it is in the store: epoch milliseconds. */
export interface SleepSeen {
  readonly from: number
  readonly until: number
}

export interface Sight {
  readonly record: SessionRecord | undefined
  readonly sleep: SleepSeen | undefined
  /** The one that runs the session, where there is one. */
  readonly process: string | undefined
  readonly now: number
  /** The width of the terminal. */
  readonly columns: number
}

/** What the store knows of the session, in one line: `◦ report-7  sleeping  1.4 s ━━━━━─────  no process`. */
export function renderFooter({ record, sleep, process, now, columns }: Sight, paint: Paint): string {
  if (record === undefined) return ''
  const { id, status } = record
  const who = process === undefined ? paint('red', 'no process') : paint('dim', process)
  if (sleep === undefined) return `  ${paint('cyan', `▸ ${id}  ${status}`)}  ${who}`
  const left = Math.max(sleep.until - now, 0)
  const width = Math.max(Math.min(columns - WORDS, LONGEST_BAR), 0)
  const bar = renderBar(left / Math.max(sleep.until - sleep.from, 1), width, paint)
  return `  ${paint('yellow', `◦ ${id}  ${status} ${seconds(left).padStart(6)}`)} ${bar}  ${who}`
}

const LONGEST_BAR = 24
/** All that is beside the bar. */
const WORDS = 48
