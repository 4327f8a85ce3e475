import type { InspectorMessage } from 'holdfast/inspect'
import { expect, test } from 'vitest'

import { errorTree, headOf } from '../../../../visualizer/src/session/errors/error-tree.ts'
import { failuresOf, lastErrorIn, ranges } from '../../../../visualizer/src/session/errors/failures-of.ts'
import { doneSession, failedSession, longSession, sleepingSession } from './support/recorded-details.ts'

const failed = (await failedSession()).detail.messages
const sleeping = (await sleepingSession()).detail.messages

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
