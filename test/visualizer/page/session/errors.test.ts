import type { InspectorMessage } from 'holdfast/inspect'
import type { SessionDetail } from 'holdfast/visualizer'
import { describe, expect, test } from 'vitest'

import { attemptsFailed } from '../../../../visualizer/src/session/errors/attempts-failed.ts'
import { errorTree, headOf } from '../../../../visualizer/src/session/errors/error-tree.ts'
import { failureBadge } from '../../../../visualizer/src/session/errors/failure-badge.ts'
import { failuresOf, lastErrorIn, ranges } from '../../../../visualizer/src/session/errors/failures-of.ts'
import { shownError } from '../../../../visualizer/src/session/errors/shown-error.ts'
import { doneSession, failedSession, longSession, sleepingSession } from './support/recorded-details.ts'

const failed = (await failedSession()).detail.messages
const sleepingDetail = await sleepingSession()
const sleeping = sleepingDetail.detail.messages

test("the error of a session that gave up leads to the last attempt's, in full, and on to its cause", () => {
  const tree = errorTree(lastErrorIn(failed, failuresOf(failed)))
  expect(tree.name).toBe('RetryError')
  expect(tree.code).toBe('HOLDFAST_RETRY_EXHAUSTED')
  expect(tree.fields).toHaveProperty('statistics.attemptNumber', 5)
  const [last, ...earlier] = tree.below
  expect(last).toMatchObject({
    relation: 'error of attempt 5',
    name: 'TimeoutError',
    fields: { scope: 'attempt', limit: 100, query: { table: 'orders', page: 5 } },
  })
  expect(last?.frames.some(({ isOwn }) => isOwn)).toBe(true)
  expect(last?.below).toMatchObject([
    { relation: 'caused by', name: 'Error', message: 'connect ETIMEDOUT 10.1.4.7:5432', code: 'ETIMEDOUT' },
  ])
  expect(earlier.map(({ relation }) => relation)).toEqual(Array(4).fill('earlier'))
})

test('an AggregateError is made of others', async () => {
  const { messages } = (await longSession(3)).detail
  const aggregate = errorTree(failuresOf(messages)[0]?.error)
  expect(aggregate.below.map(headOf)).toEqual([
    'Error: replica a: refused',
    'TypeError: replica b: <img src=x onerror=alert(1)>',
  ])
  expect(aggregate.below.map(({ relation }) => relation)).toEqual(['of', 'of'])
})

test('what is thrown and is no error is shown as it is', () => {
  expect(errorTree({ status: 503 })).toMatchObject({ name: 'thrown', message: '{ status: 503 }', below: [] })
})

test('of a stack the frames are shown, and those of packages and of the platform told apart', () => {
  const stack = [
    'Error: a message',
    'of two lines',
    '    at load (/app/load.ts:3:4)',
    '    at run (/app/node_modules/x/index.js:1:1)',
    '    at node:internal/timers:1:2',
  ].join('\n')
  expect(errorTree({ name: 'Error', message: 'a message\nof two lines', stack }).frames).toEqual([
    { text: 'at load (/app/load.ts:3:4)', isOwn: true },
    { text: 'at run (/app/node_modules/x/index.js:1:1)', isOwn: false },
    { text: 'at node:internal/timers:1:2', isOwn: false },
  ])
})

test('failures that say the same are one, with their attempts; the last comes first', () => {
  expect(failuresOf(sleeping).map(({ text, count, attempts }) => ({ text, count, attempts }))).toEqual([
    { text: 'Error: 502 Bad Gateway', count: 2, attempts: [1, 3] },
    { text: 'RangeError: rate limit exceeded, 0 of 100 left', count: 1, attempts: [2] },
  ])
  for (const { index } of failuresOf(sleeping)) expect(sleeping[index]).toMatchObject({ type: 'event' })
})

test('the last error is that of the session, or else of its last attempt', async () => {
  expect(lastErrorIn(failed, failuresOf(failed))).toMatchObject({ name: 'RetryError' })
  expect(lastErrorIn(sleeping, failuresOf(sleeping))).toMatchObject({ message: '502 Bad Gateway' })
  expect(lastErrorIn((await doneSession()).detail.messages, [])).toBeUndefined()
  expect(lastErrorIn([], [])).toBeUndefined()
})

test('numbers that follow each other are ranges', () => {
  expect(ranges([])).toBe('')
  expect(ranges([1])).toBe('1')
  expect(ranges([1, 2, 3, 5, 8, 9])).toBe('1–3, 5, 8–9')
})

test('an error that tells little is shown with that', () => {
  const cause = { name: 'Error', message: 'down' }
  const lastAttempt = { error: cause }
  expect(errorTree({ name: 'RetryError', message: 'gave up', lastAttempt })).toMatchObject({
    below: [{ relation: 'error of attempt', name: 'Error', message: 'down' }],
  })
  expect(
    errorTree({ name: 'RetryError', message: 'gave up', errors: [cause, cause], lastAttempt }),
  ).toMatchObject({
    below: [{ relation: 'error of attempt' }, { relation: 'earlier', message: 'down' }],
  })
  expect(errorTree({ ...cause, cause: null }).below).toEqual([])
  expect(errorTree({ ...cause, stack: 'Error: down\n    at fetch (node:internal/x:1:2)' }).frames).toEqual([
    { text: 'at fetch (node:internal/x:1:2)', isOwn: false },
  ])
})

test('a step that fails and is no attempt counts without one', () => {
  const hook: InspectorMessage = {
    type: 'event',
    seq: 1,
    at: 0,
    sessionId: 'a',
    event: { type: 'xstate.error.actor.after', error: { name: 'Error', message: 'no log' } },
  }
  expect(failuresOf([hook])).toMatchObject([{ text: 'Error: no log', count: 1, attempts: [] }])
  const early: InspectorMessage = { ...hook, event: { ...hook.event, type: 'xstate.error.actor.attempt' } }
  expect(failuresOf([early])).toMatchObject([{ count: 1, attempts: [] }])
})

test('a badge counts what failed, and says where it may be more', () => {
  expect(failureBadge(failuresOf(sleeping), 0)).toBe('3×')
  expect(failureBadge(failuresOf(sleeping), 9)).toBe('≥3×')
  expect(failureBadge([], 9)).toBeUndefined()
})

test('where messages are forgotten the attempts are counted that are held, and all', () => {
  expect(attemptsFailed(failed.slice(60))).toBe('2 of the last 2 attempts failed; 5 attempts in all')
  expect(attemptsFailed(failed.slice(0, 1))).toBeUndefined()
  const end: InspectorMessage = {
    type: 'event',
    seq: 1,
    at: 0,
    sessionId: 'a',
    event: { type: 'xstate.done.actor.attempt' },
  }
  expect(attemptsFailed([end])).toBe('0 of the last 1 attempt failed')
})

describe('Above the table of what failed', () => {
  const { detail } = sleepingDetail
  const shown = (more: Partial<SessionDetail>, isNow = true, scope?: string) => {
    const all = { ...detail, ...more }
    return shownError({ detail: all, seen: all.messages, failures: failuresOf(all.messages), isNow, scope })
  }
  const end = { type: 'end', seq: 999, at: 9, sessionId: 'a' } as const
  const done: InspectorMessage = { ...end, status: 'done', output: 1 }
  const aborted: InspectorMessage = {
    ...end,
    status: 'failed',
    error: { name: 'AbortError', message: 'enough' },
  }
  const row = (more: Partial<SessionDetail['row']>) => ({ ...detail.row, ...more })

  test('is the last error, alone', () => {
    expect(shown({})).toEqual({ error: expect.objectContaining({ message: '502 Bad Gateway' }) })
  })

  test('is what failed of a session that is done', () => {
    expect(shown({ row: row({ status: 'done' }), messages: [...sleeping, done] })).toEqual({
      remark: 'Done in the end. What failed last:',
      error: expect.objectContaining({ message: '502 Bad Gateway' }),
    })
  })

  test('is what failed before it was cancelled, or else with what it was', () => {
    const cancelled = row({ status: 'cancelled' })
    expect(shown({ row: cancelled, messages: [...sleeping, aborted] })).toEqual({
      remark: 'Cancelled: AbortError: enough. What failed last:',
      error: expect.objectContaining({ message: '502 Bad Gateway' }),
    })
    expect(shown({ row: cancelled, messages: [aborted] })).toEqual({
      remark: 'Cancelled: AbortError: enough.',
      error: aborted.error,
    })
    expect(shown({ row: cancelled, messages: [] })).toEqual({
      remark: 'Cancelled. No attempt is known to have failed.',
    })
    // As it was before.
    expect(shown({ row: cancelled }, false).remark).toBeUndefined()
  })

  test('is what a store knows, of a session as it is now', () => {
    // What else a store knows is not looked at.
    const stored = { error: { name: 'Error', message: 'down' } } as unknown as SessionDetail['stored'] & {}
    expect(shown({ messages: [], stored })).toEqual({ error: stored.error })
    expect(shown({ messages: [], stored }, false)).toEqual({ remark: 'Nothing is known to have failed.' })
  })

  test('is said that nothing failed, as far as that is known', () => {
    const messages = sleeping.slice(0, 2)
    expect(shown({ messages })).toEqual({ remark: 'Nothing has failed.' })
    expect(shown({ messages }, true, 'in the last 2 messages').remark).toBe(
      'Nothing has failed in the last 2 messages.',
    )
    expect(shown({ messages: [] }).remark).toBe('Nothing is known to have failed.')
    const refused = row({ lastResult: '"PENDING"' })
    expect(shown({ messages, row: refused }).remark).toBe(
      'Nothing has failed; the last result was not accepted: "PENDING".',
    )
    expect(shown({ messages, row: refused }, false).remark).toBe('Nothing has failed.')
  })
})
