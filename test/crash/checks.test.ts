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

const event = (type: SessionEventType, rev: number, by: string): SessionEvent => ({
  id: 's',
  rev,
  type,
  at: rev * 50,
  status: 'active',
  attempt: 1,
  by,
  note: null,
})

/** @param rev - the session's, as its process has read it just before */
const begin = (owner: string, rev: number, isRepeated: boolean): WorldLine => ({
  type: 'begin',
  pid: 1,
  id: 's',
  attempt: 1,
  isRepeated,
  idempotencyKey: 's',
  attemptKey: 's:1',
  owner,
  stored: { status: 'active', attempt: 1, owner, rev },
  at: rev * 50 + 1,
})

const answer: WorldLine = { type: 'answer', pid: 2, id: 's', status: 'done', value: '1', at: 60 }

const taken = [event('created', 1, 'one'), event('claimed', 2, 'two')]
const AGAIN = ['write-ahead: attempt 1 begins again, and is not told so']

it('accuses no process that stood still before it wrote that its attempt begins', () => {
  const late = begin('one', 1, false)
  expect(complaintsOf([begin('two', 2, true), late], taken)).toEqual([])
  expect(complaintsOf([begin('two', 2, true), answer, late], taken)).toEqual([])
})

it('nor when it takes the session back since', () => {
  const takenBack = [...taken, event('claimed', 3, 'one')]
  const lines = [begin('two', 2, true), begin('one', 1, false), begin('one', 3, true)]
  expect(complaintsOf(lines, takenBack)).toEqual([])
})

it('accuses one that begins an attempt again and does not know it', () => {
  expect(complaintsOf([begin('one', 1, false), begin('one', 1, false)], taken)).toEqual(AGAIN)
  expect(complaintsOf([begin('one', 1, false), begin('two', 2, false)], taken)).toEqual(AGAIN)
})

it('accuses one that begins what was answered', () => {
  expect(complaintsOf([begin('one', 1, false), answer, begin('two', 2, true)], taken)).toEqual([
    'lost: attempt 1 begins after its end was acknowledged',
  ])
})
