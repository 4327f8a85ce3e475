import { stripVTControlCharacters, styleText } from 'node:util'
import { describe, expect, it } from 'vitest'
import { renderFrame } from '../../../examples/failing-server/frame.ts'
import { noPaint, type Paint } from '../../../examples/terminal/paint.ts'
import { renderEvent } from '../../../examples/failing-server/plain-view.ts'
import type { SessionRow } from '../../../examples/failing-server/session-row.ts'
import { renderSummary } from '../../../examples/failing-server/summary.ts'

const row = (name: string, state: SessionRow['state'], attempt: number, why: string): SessionRow => ({
  name,
  state,
  attempt,
  why,
  sleep: undefined,
  slept: attempt * 1_250,
})
const asleep = (name: string, why: string, from: number, until: number): SessionRow => ({
  ...row(name, 'sleeping', 2, why),
  sleep: { from, until },
})

const ROWS = [
  row('connection reset', 'attempting', 1, ''),
  asleep('burst of 503s', '503 Service Unavailable', 0, 4_000),
  row('pending report', 'done', 5, 'READY, 12 pages'),
  row('always broken', 'failed', 12, 'gave up: 500 Internal Server Error'),
]

const draw = (columns: number, now = 1_000) =>
  renderFrame(ROWS, { now, startedAt: -500, columns, paint: noPaint })
    .split('\n')
    .map((line) => line.trimEnd())

const paint: Paint = (style, text) => styleText(style, text, { validateStream: false })

describe('the live view', () => {
  it('gives each session a line: state, attempt, countdown and reason', () => {
    expect(draw(80)).toEqual([
      '',
      '     session           try  state                       why',
      '  ▸  connection reset    1  attempting',
      '  ◦  burst of 503s       2  sleeping  3.0 s ━━━━━━━━──  503 Service Unavailable',
      '  ✔  pending report      5  done                        READY, 12 pages',
      '  ✖  always broken      12  failed                      gave up: 500 Internal …',
      '',
      '  1.5 s · 2 of 4 ended · Ctrl-C stops all',
      '',
    ])
  })

  it('leaves out the bar and shortens the reason when the terminal is narrow', () => {
    expect(draw(60)[3]).toBe('  ◦  burst of 503s       2  sleeping  3.0 s  503 Service U…')
  })

  it.each([50, 60, 75, 76, 80, 200])('never fills a line of %d columns', (columns) => {
    for (const line of draw(columns)) expect(line.length).toBeLessThan(columns)
  })

  it('counts a sleep down to zero and not below', () => {
    expect(draw(80, 3_999)[3]).toContain('sleeping  0.0 s ━─────────')
    expect(draw(80, 9_000)[3]).toContain('sleeping  0.0 s ──────────')
  })

  it('paints a state in its colour', () => {
    const frame = renderFrame(ROWS, { now: 0, startedAt: 0, columns: 80, paint })
    expect(frame).toContain(paint('green', '✔'))
    expect(frame).toContain(paint('red', 'failed'))
  })

  it.each([60, 80])('needs no more room for colours in %d columns', (columns) => {
    const painted = renderFrame(ROWS, { now: 1_000, startedAt: -500, columns, paint })
    const lines = stripVTControlCharacters(painted).split('\n')
    expect(lines.map((line) => line.trimEnd())).toEqual(draw(columns))
  })
})

describe('the plain view', () => {
  it.each([
    [row('connection reset', 'attempting', 2, 'ECONNRESET'), ' 12.3 s  connection reset  #2  attempting'],
    [
      asleep('half a body', 'other side closed', 100, 1_600),
      ' 12.3 s  half a body       #2  sleeping 1.5 s: other side closed',
    ],
    [row('slow answer', 'done', 3, 'in time'), ' 12.3 s  slow answer       #3  done: in time'],
  ])('writes an event as one line: %#', (changed, line) => {
    expect(renderEvent(changed, 12_345)).toBe(line)
  })
})

describe('the summary', () => {
  const lines = (columns: number) =>
    renderSummary(ROWS.slice(2), columns, noPaint)
      .split('\n')
      .map((line) => line.trimEnd())

  it('is a table of attempts, time slept and outcome', () => {
    expect(lines(80)).toEqual([
      '─'.repeat(79),
      '     session           attempts   slept  outcome',
      '─'.repeat(79),
      '  ✔  pending report           5   6.3 s  done: READY, 12 pages',
      '  ✖  always broken           12  15.0 s  failed: gave up: 500 Internal Server',
      '                                         Error',
      '─'.repeat(79),
      '',
    ])
  })

  it('wraps an outcome in a narrow terminal and loses none of it', () => {
    for (const line of lines(60)) expect(line.length).toBeLessThan(60)
    expect(lines(60).join(' ').replaceAll(/\s+/g, ' ')).toContain('gave up: 500')
  })
})
