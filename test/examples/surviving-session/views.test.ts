import type { SessionEvent, SessionRecord } from 'holdfast'
import { describe, expect, it } from 'vitest'
import { renderFooter } from '../../../examples/surviving-session/render-footer.ts'
import { renderHistory } from '../../../examples/surviving-session/render-history.ts'
import { noPaint } from '../../../examples/terminal/paint.ts'

const asleep = { id: 'report-7', status: 'sleeping' } as SessionRecord
const sight = {
  record: asleep,
  sleep: { from: 1000, until: 3000 },
  process: undefined,
  now: 2000,
  columns: 80,
}
const draw = (changes: object) => renderFooter({ ...sight, ...changes }, noPaint)

describe('the line below', () => {
  it('counts a sleep down, whether a process lives or not', () => {
    expect(draw({})).toBe('  ◦ report-7  sleeping  1.0 s ━━━━━━━━━━━━────────────  no process')
    expect(draw({ now: 9000, process: 'process 7' })).toBe(
      '  ◦ report-7  sleeping  0.0 s ────────────────────────  process 7',
    )
  })

  it('leaves the bar out where there is no room', () => {
    expect(draw({ columns: 40 })).toBe('  ◦ report-7  sleeping  1.0 s   no process')
  })

  it('names any other state, and nothing before the session is there', () => {
    const done = { record: { ...asleep, status: 'done' }, sleep: undefined, process: 'process 7' }
    expect(draw(done)).toBe('  ▸ report-7  done  process 7')
    expect(draw({ record: undefined })).toBe('')
  })
})

it('the history names the process of each revision', () => {
  const event = (rev: number, type: string, at: number, by: string) => ({ rev, type, at, by, attempt: 2 })
  const history = [event(1, 'created', 5000, 'a'), event(2, 'claimed', 6500, 'b')] as SessionEvent[]
  const lines = renderHistory(history, ['process 1', 'process 2'], 60, noPaint).split('\n')
  expect(lines[1]).toBe('  rev      at  event     attempt  by')
  expect(lines.slice(3, 5)).toEqual([
    '    1   0.0 s  created         2  process 1',
    '    2   1.5 s  claimed         2  process 2',
  ])
})
