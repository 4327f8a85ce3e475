import {
  afterLog,
  AsyncRetrying,
  beforeSleepLog,
  bind,
  createRetryMachine,
  retry,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  strategyFromJSON,
  waitDecorrelatedJitter,
  waitExponential,
  waitExponentialJitter,
  waitIncrementing,
  waitNone,
  waitRandom,
  waitRetryAfter,
} from 'holdfast'
import type { RetryOptions, RunOptions, StartOptions } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import { createInspector } from 'holdfast/inspect'
import { createActor, toPromise } from 'xstate'
import { expect, test } from 'vitest'

// Every option of each, so that whoever hands on options need not leave out those that were not given. What they come to
// by default is said elsewhere.

const policy: Record<keyof RetryOptions, undefined> = {
  stop: undefined,
  wait: undefined,
  retry: undefined,
  before: undefined,
  after: undefined,
  beforeSleep: undefined,
  sleep: undefined,
  reraise: undefined,
  retryErrorCls: undefined,
  retryErrorCallback: undefined,
  name: undefined,
  enabled: undefined,
  signal: undefined,
  attemptTimeout: undefined,
  timeout: undefined,
  observer: undefined,
  clock: undefined,
  random: undefined,
  unref: undefined,
  id: undefined,
  version: undefined,
}

const ofSession: Record<keyof StartOptions, undefined> = {
  signal: undefined,
  id: undefined,
  inspect: undefined,
  snapshot: undefined,
  codec: undefined,
  errors: undefined,
  migrate: undefined,
}

const ofRun: Record<keyof RunOptions, undefined> = {
  ...ofSession,
  store: undefined,
  restart: undefined,
  lease: undefined,
  maxCrashes: undefined,
}

const failingOnce = () => {
  let calls = 0
  return () => {
    if (++calls === 1) throw new Error('down')
    return 'up'
  }
}

const ofBinding = { signal: undefined, id: undefined }

test.each<[name: string, run: () => Promise<unknown>]>([
  ['retry', () => retry(policy)(failingOnce())()],
  ['runWithRetry', () => runWithRetry(policy, failingOnce(), ofRun)],
  ['startRetry', () => startRetry(policy, failingOnce(), ofSession).result],
  ['createRetryMachine', () => runWithRetry(createRetryMachine(policy), failingOnce())],
  ['bind', () => toPromise(createActor(bind(createRetryMachine(), failingOnce(), ofBinding)).start())],
  [
    'an input',
    () =>
      toPromise(createActor(createRetryMachine(), { input: { fn: failingOnce(), ...ofBinding } }).start()),
  ],
])('an option of %s that is undefined was not given', async (_name, run) => {
  expect(await run()).toBe('up')
})

test('an option of a loop that is undefined was not given', async () => {
  const fn = failingOnce()
  const loop = new AsyncRetrying(policy).loop({ signal: undefined })
  for await (const attempt of loop) await attempt.run(async () => fn())
  expect(loop.result()).toBe('up')
})

test('an option of an iteration that is undefined was not given', async () => {
  async function* rows() {
    yield 'row'
  }
  const ofIteration = { signal: undefined, id: undefined, inspect: undefined, resume: undefined }
  for await (const row of retry(policy)(rows, { resume: undefined })()) expect(row).toBe('row')
  for await (const row of runWithRetry(policy, rows, ofIteration)) expect(row).toBe('row')
})

const min = undefined
const max = undefined

test.each([
  [waitRandom({ min, max }), waitRandom()],
  [waitIncrementing({ start: undefined, increment: undefined, max }), waitIncrementing()],
  [waitExponential({ multiplier: undefined, expBase: undefined, min, max }), waitExponential()],
  [
    waitExponentialJitter({
      multiplier: undefined,
      initial: undefined,
      expBase: undefined,
      jitter: undefined,
      min,
      max,
    }),
    waitExponentialJitter(),
  ],
  [waitDecorrelatedJitter({ min, factor: undefined, max }), waitDecorrelatedJitter()],
  [waitRetryAfter(waitNone, { max }), waitRetryAfter(waitNone)],
])('an option of %o that is undefined was not given', (strategy, byDefault) => {
  expect(strategy.label).toBe(byDefault.label)
  expect(strategy.describe()).toBe(byDefault.describe())
})

test('an option of a strategy’s JSON that is undefined was not given', () => {
  const json = stopAfterAttempt(3).toJSON()
  const options = { kind: undefined, types: undefined, predicates: undefined }
  expect(strategyFromJSON(json, options).label).toBe('stopAfterAttempt(3)')
})

test('an option of a log that is undefined was not given', async () => {
  const lines: string[] = []
  const logger = { warn: (line: string) => lines.push(line) }
  const after = afterLog(logger, 'warn', { secFormat: undefined })
  const beforeSleep = beforeSleepLog(logger, 'warn', { secFormat: undefined, excInfo: undefined })
  await retry({ after, beforeSleep, name: 'load' })(failingOnce())()
  expect(lines).toEqual([
    expect.stringMatching(/^Finished call to 'load' after \S+\(s\), this was the 1st time calling it\.$/),
    'Retrying load in 0 seconds as it raised Error: down.',
  ])
})

test('an option of a store that is undefined was not given', async () => {
  const store = createMemoryStore({
    clock: undefined,
    retention: undefined,
    history: undefined,
    encode: undefined,
    decode: undefined,
  })
  expect(await runWithRetry(policy, failingOnce(), { ...ofRun, store, id: 'a' })).toBe('up')
})

test('an option of an inspector that is undefined was not given', async () => {
  const { inspect, messages } = createInspector({
    sessions: undefined,
    events: undefined,
    buffer: undefined,
    machines: undefined,
    sanitize: undefined,
    clock: undefined,
  })
  await runWithRetry(policy, failingOnce(), { ...ofRun, inspect })
  const query = { after: undefined, sessionId: undefined, most: undefined }
  expect(messages(query)).toEqual(messages())
  expect(messages(query).at(-1)).toMatchObject({ type: 'end', status: 'done' })
})
