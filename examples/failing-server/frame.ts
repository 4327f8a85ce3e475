import { renderBar } from '../terminal/bar.ts'
import { renderColumns } from '../terminal/columns.ts'
import { paintAs, sign } from './looks.ts'
import type { Paint } from '../terminal/paint.ts'
import { seconds } from '../terminal/seconds.ts'
import type { SessionRow } from './session-row.ts'

export interface Scene {
  /** The present, and when the run began, on the clock of the rows. */
  readonly now: number
  readonly startedAt: number
  /** The width of the terminal. */
  readonly columns: number
  readonly paint: Paint
}

/** One picture of all sessions: a line each, none longer than the terminal is wide. */
export function renderFrame(rows: readonly SessionRow[], scene: Scene): string {
  const { columns: terminalWidth, paint } = scene
  const barWidth = terminalWidth < WIDE ? 0 : BAR
  const heading = ['', 'session', 'try', 'state', 'why'].map((title) => paint('dim', title))
  const body = rows.map((row) => renderRow(row, scene, barWidth))
  const state = { width: barWidth === 0 ? COUNTDOWN : COUNTDOWN + 1 + barWidth }
  const columns = [SIGN, NAME, TRY, state]
  const lines = renderColumns([heading, ...body], { columns, terminalWidth, tooLong: 'cut' })
  return `\n${lines}\n  ${renderFooter(rows, scene)}\n`
}

const SIGN = { width: 1 }
const NAME = { width: 16 }
const TRY = { width: 3, alignment: 'right' } as const
/** The width of a state and its countdown: `sleeping  1.2 s`. */
const COUNTDOWN = 15
const BAR = 10
/** From this width on there is room for a bar beside the countdown. */
const WIDE = 76

function renderRow(row: SessionRow, scene: Scene, barWidth: number): string[] {
  const { name, state, attempt, why } = row
  const { paint } = scene
  return [sign(state, paint), name, String(attempt), renderState(row, scene, barWidth), paint('dim', why)]
}

function renderState({ state, sleep }: SessionRow, { now, paint }: Scene, barWidth: number): string {
  if (sleep === undefined) return paintAs(state, state, paint)
  const left = Math.max(sleep.until - now, 0)
  const countdown = paintAs(state, `${state} ${seconds(left).padStart(6)}`, paint)
  if (barWidth === 0) return countdown
  return `${countdown} ${renderBar(left / (sleep.until - sleep.from), barWidth, paint)}`
}

function renderFooter(rows: readonly SessionRow[], { now, startedAt, paint }: Scene): string {
  const ended = rows.filter(({ state }) => state === 'done' || state === 'failed').length
  return paint('dim', `${seconds(now - startedAt)} · ${ended} of ${rows.length} ended · Ctrl-C stops all`)
}
