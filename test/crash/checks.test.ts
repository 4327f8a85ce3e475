import type { SessionEvent, SessionEventType } from 'holdfast'
import { expect, it } from 'vitest'
import { checkAttempts } from './checks/check-attempts.ts'
import type { WorldLine } from './world-log.ts'

/** What the check says of attempts in the order in which their lines were written. */
function complaintsOf(lines: readonly WorldLine[], history: readonly SessionEvent[]): string[] {
  const complaints: string[] = []
  checkAttempts(lines, history, false, (kind, text) => complaints.push(`${kind}: ${text}`))
  return complaints
}

const event = (type: SessionEventType, at: number, by: string): SessionEvent => ({
  id: 's',
  rev: 1,
  type,
  at,
  status: 'active',
  attempt: 1,
  by,
  note: null,
})

const begin = (owner: string, at: number, isRepeated: boolean): WorldLine => ({
  type: 'begin',
  pid: 1,
  id: 's',
  attempt: 1,
  isRepeated,
  idempotencyKey: 's',
  attemptKey: 's:1',
  owner,
  stored: { status: 'active', attempt: 1, owner },
  at,
})

const answer: WorldLine = { type: 'answer', pid: 2, id: 's', status: 'done', value: '1', at: 60 }

const taken = [event('created', 0, 'one'), event('claimed', 50, 'two')]

it('accuses no process that stood still while it wrote that its attempt begins', () => {
  // It had read the time before it stood still, and wrote after the other had begun, or ended.
  const late = begin('one', 1, false)
  expect(complaintsOf([begin('two', 55, true), late], taken)).toEqual([])
  expect(complaintsOf([begin('two', 55, true), answer, late], taken)).toEqual([])
})

it('accuses one that begins an attempt again and does not know it', () => {
  expect(complaintsOf([begin('one', 1, false), begin('one', 2, false)], taken)).toEqual([
    'write-ahead: attempt 1 begins again, and is not told so',
  ])
  expect(complaintsOf([begin('one', 1, false), begin('two', 55, false)], taken)).toEqual([
    'write-ahead: attempt 1 begins again, and is not told so',
  ])
})

it('accuses one that begins what was answered', () => {
  expect(complaintsOf([begin('one', 1, false), answer, begin('two', 65, true)], taken)).toEqual([
    'lost: attempt 1 begins after its end was acknowledged',
  ])
})
