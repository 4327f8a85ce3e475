import type { Outcome, RetryEnd } from 'holdfast'
import { explain } from './explain.ts'

/** What one session looks like at one moment; times are milliseconds on one clock. */
export interface SessionRow {
  readonly name: string
  readonly state: 'waiting' | 'attempting' | 'evaluating' | 'sleeping' | 'done' | 'failed'
  /** The attempt under way, or the last one: 1, 2, 3, …; 0 before the first. */
  readonly attempt: number
  /** Why it retries, or how it ended. */
  readonly why: string
  /** The sleep under way. */
  readonly sleep: { readonly from: number; readonly until: number } | undefined
  /** All the time that was really slept: a sleep that was cut short counts as far as it got. */
  readonly slept: number
}

/** What an event that comes at `now` makes of a row. */
export type RowChange = (row: SessionRow, now: number) => SessionRow

export const newRow = (name: string): SessionRow => ({
  name,
  state: 'waiting',
  attempt: 0,
  why: '',
  sleep: undefined,
  slept: 0,
})

export const attempting =
  (attempt: number): RowChange =>
  (row, now) => ({ ...wakeUp(row, now), state: 'attempting', attempt })

export const evaluating =
  (outcome: Outcome): RowChange =>
  (row) => ({ ...row, state: 'evaluating', why: explain(outcome.failed ? outcome.error : outcome.value) })

export const sleeping =
  (ms: number): RowChange =>
  (row, now) => ({ ...row, state: 'sleeping', sleep: { from: now, until: now + ms } })

export const ended =
  (end: RetryEnd): RowChange =>
  (row, now) => ({
    ...wakeUp(row, now),
    state: end.status,
    why: explain(end.status === 'done' ? end.value : end.error),
  })

const wakeUp = (row: SessionRow, now: number): SessionRow =>
  row.sleep === undefined ? row : { ...row, sleep: undefined, slept: row.slept + now - row.sleep.from }
