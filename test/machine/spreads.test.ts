// oxlint-disable typescript/no-misused-spread -- it is what the test is about
import { createRetryMachine, retry, runWithRetry, startRetry } from 'holdfast'
import type { RetryCallState } from 'holdfast'
import { expect, test } from 'vitest'

// What the types of spreads promise: test/types/spreads.test-d.ts.
const OF_STATE = ['fn', 'args', 'attemptNumber', 'elapsed', 'upcomingSleep', 'statistics']

test.each([
  ['the compiled driver', runWithRetry],
  ['XState', (...args: Parameters<typeof startRetry>) => startRetry(...args).result],
])('a spread of an attempt has what need not be made, in %s', async (_interpreter, run) => {
  let spread: object | undefined
  await run(createRetryMachine(), (attempt) => {
    spread = { ...attempt }
  })
  expect(spread).toStrictEqual({ attemptNumber: 1, isRepeated: false })
})

test.each([
  ['retry', (before: (state: RetryCallState) => void) => retry({ before })(() => {})()],
  ['runWithRetry', (before: (state: RetryCallState) => void) => runWithRetry({ before }, () => {})],
  ['startRetry', (before: (state: RetryCallState) => void) => startRetry({ before }, () => {}).result],
])('a spread of the call state too, in %s', async (_function, run) => {
  let spread: object = {}
  await run((state) => {
    spread = { ...state }
  })
  expect(Object.keys(spread)).toEqual(expect.arrayContaining(OF_STATE))
  for (const name of ['name', 'outcome', 'signal', 'idempotencyKey', 'clock'])
    expect(spread).not.toHaveProperty(name)
})
