import type { InspectorMessage } from 'holdfast/inspect'
import { describe, expect, test } from 'vitest'

import { decisionsOf } from '../../../../visualizer/src/session/decisions/decisions-of.ts'
import { chooseLines } from '../../../../visualizer/src/session/log/choose-lines.ts'
import { logLine } from '../../../../visualizer/src/session/log/log-line.ts'
import { stepTotals } from '../../../../visualizer/src/session/steps/step-totals.ts'
import { doneSession, doorSession, failedSession, sleepingSession } from './support/recorded-details.ts'

const failed = (await failedSession()).detail.messages
const sleeping = (await sleepingSession()).detail.messages
const done = (await doneSession()).detail.messages
const door = (await doorSession()).detail.messages

const brief = (messages: readonly InspectorMessage[]) =>
  chooseLines(messages, '', false).map((index) => logLine(messages, index).text)

describe('The log', () => {
  test('tells of a retry session what it did', () => {
    expect(brief(sleeping).slice(0, 11)).toEqual([
      'fetch-rates begins',
      'attempt 1 failed after 40 ms: Error: 502 Bad Gateway',
      '✓ retryIfExceptionType()',
      '✗ stopAfterAttempt(8): 1 of 8',
      'sleeps 30 s',
      'slept 30 s',
      'attempt 2 failed after 40 ms: RangeError: rate limit exceeded, 0 of 100 left',
      '✓ retryIfExceptionType()',
      '✗ stopAfterAttempt(8): 2 of 8',
      'sleeps 30 s',
      'slept 30 s',
    ])
    expect(brief(failed).at(-1)).toMatch(
      /^failed for good: RetryError: import-orders gave up after 5 attempts/,
    )
    expect(brief(done)).toEqual([
      'count-orders begins',
      'attempt 1 done after 0 ms: { orders: 17, total: "1,204.50 €" }',
      '✗ retryIfExceptionType()',
      '✗ attemptFailed',
      'done: { orders: 17, total: "1,204.50 €" }',
    ])
  })

  test('tells of any other machine its events and states', () => {
    expect(brief(door)).toEqual([
      'door begins',
      'now shut',
      'OPEN',
      '✗ isUnlocked',
      '✗ isForced',
      'UNLOCK',
      'OPEN',
      '✓ isUnlocked',
      'now open',
      'CLOSE',
      'now shut',
      'OPEN',
      '✓ isUnlocked',
      'now open',
    ])
  })

  test('has a line for every message, where that is wished', () => {
    for (const messages of [failed, sleeping, done, door]) {
      const lines = chooseLines(messages, '', true)
      expect(lines).toHaveLength(messages.length)
      for (const index of lines) expect(logLine(messages, index).text).not.toBe('')
    }
  })

  test('is filtered by words, in any case and order', () => {
    const lines = chooseLines(sleeping, 'FAILED rate', false)
    expect(lines.map((index) => logLine(sleeping, index).text)).toEqual([
      'attempt 2 failed after 40 ms: RangeError: rate limit exceeded, 0 of 100 left',
    ])
    expect(chooseLines(sleeping, 'now evaluating.asking', false)).toEqual([])
    expect(chooseLines(sleeping, 'now evaluating.asking', true)).toHaveLength(3)
  })

  const told = { seq: 1, at: 0, sessionId: 's' }
  const lineOf = (...messages: readonly InspectorMessage[]) => logLine(messages, messages.length - 1)

  test('says who sent an event, and what is in it', () => {
    const event = { type: 'WAKE', reason: 'paged' }
    expect(lineOf({ ...told, type: 'event', event, by: 'ada@web-1, visualizer' })).toEqual({
      text: 'WAKE { reason: "paged" }, sent by ada@web-1, visualizer',
      tone: 'plain',
      isDetail: false,
    })
  })

  test('says when a step was cut, for which there is no event', () => {
    const context = { attemptNumber: 3 }
    const state = { ...told, type: 'state', value: 'a', status: 'active', context, eventType: '' } as const
    const step = { ...told, type: 'step', took: 12.34, outcome: 'cut' } as const
    expect(lineOf(state, { ...step, step: 'attempt' }).text).toBe('attempt 3 was cut after 12.3 ms')
    expect(lineOf({ ...step, step: 'sleep' }).text).toBe('sleep was cut after 12.3 ms')
  })

  test('says when a hook failed, a sleep has no end, messages are missing, or a timer of the machine went off', () => {
    const error = { name: 'TypeError', message: 'no logger' }
    const event = { type: 'xstate.error.actor.before', error }
    expect(lineOf({ ...told, type: 'event', event }).text).toBe('before failed: TypeError: no logger')
    const context = { attemptNumber: 1, upcomingSleep: 'Infinity' }
    const value = { sleeping: 'resting' }
    expect(lineOf({ ...told, type: 'state', value, status: 'active', context, eventType: '' }).text).toBe(
      'sleeps until it is woken',
    )
    expect(lineOf({ seq: 1, at: 0, type: 'dropped', count: 12 }).text).toBe('12 messages are missing here')
    expect(lineOf({ ...told, type: 'event', event: { type: 'xstate.after.1500.door.open' } }).text).toBe(
      '1.50 s have passed',
    )
    expect(lineOf({ ...told, type: 'end', status: 'stopped' }).text).toBe('stopped')
    const parent = { name: 'order', definitionId: 'd', parentId: 'p', parentName: 'checkout' }
    expect(lineOf({ ...told, type: 'session', ...parent }).text).toBe('order begins, started by checkout')
  })
})

describe('Decisions', () => {
  test('are those about an attempt, the newest first, and what came of them', () => {
    const decisions = decisionsOf(failed)
    expect(decisions).toHaveLength(5)
    const [last, ...earlier] = decisions
    expect(last?.subject).toMatchObject({ kind: 'error', attempt: 5, value: { name: 'TimeoutError' } })
    expect(last?.verdicts.map(({ verdict, text }) => `${verdict} ${text}`)).toEqual([
      '✓ retryIfExceptionType(TimeoutError)',
      '✓ stopAfterAttempt(5): 5 of 5',
    ])
    expect(last?.result).toMatch(/^failed for good: RetryError/)
    expect(earlier.map(({ result }) => result)).toEqual([
      'sleeps 1.60 s',
      'sleeps 800 ms',
      'sleeps 400 ms',
      'sleeps 200 ms',
    ])
    expect(last?.verdicts.map(({ state }) => state)).toEqual(['evaluating.asking', 'evaluating.stopping'])
  })

  test('about a value tell the value', () => {
    expect(decisionsOf(done)).toMatchObject([
      {
        subject: { kind: 'value', attempt: 1, value: { orders: 17 } },
        result: 'done: { orders: 17, total: "1,204.50 €" }',
      },
    ])
  })

  test('under way have no result yet', () => {
    const until = failed.findIndex(({ type }) => type === 'guard')
    expect(decisionsOf(failed.slice(0, until + 1))).toMatchObject([
      { index: until, subject: { attempt: 1 }, verdicts: [{ index: until }] },
    ])
    expect(decisionsOf(failed.slice(0, until + 1))[0]).not.toHaveProperty('result')
  })

  test('of any other machine are about its events', () => {
    expect(
      decisionsOf(door).map(({ subject, verdicts, result }) => [subject, verdicts.length, result]),
    ).toEqual([
      [{ kind: 'event', text: 'OPEN' }, 1, 'open'],
      [{ kind: 'event', text: 'OPEN' }, 1, 'open'],
      [{ kind: 'event', text: 'OPEN' }, 2, undefined],
    ])
  })

  test('of which the beginning is no longer held say so', () => {
    const from = failed.findIndex(({ type }) => type === 'guard')
    expect(decisionsOf(failed.slice(from)).at(-1)?.subject).toEqual({ kind: 'unknown' })
    expect(decisionsOf([])).toEqual([])
  })
})

test('steps are summed up by their names', () => {
  const totals = stepTotals(failed)
  expect(totals.map(({ step }) => step)).toEqual([
    'before',
    'attempt',
    'retry',
    'after',
    'wait',
    'stop',
    'beforeSleep',
    'sleep',
    'giveUp',
    'fail',
  ])
  expect(totals.find(({ step }) => step === 'attempt')).toMatchObject({
    count: 5,
    failed: 5,
    cut: 0,
    last: 187.5,
    longest: 187.5,
    total: 117.5 + 135 + 152.5 + 170 + 187.5,
  })
  expect(totals.find(({ step }) => step === 'sleep')).toMatchObject({ count: 4, failed: 0, total: 3000 })
})

describe('A message beside which others are missing', () => {
  const event = (type: string): InspectorMessage => ({
    type: 'event',
    seq: 9,
    at: 9,
    sessionId: 'a',
    event: { type, output: 'ok' },
  })
  const state: InspectorMessage = {
    type: 'state',
    seq: 8,
    at: 8,
    sessionId: 'a',
    value: 'idle',
    status: 'active',
    context: {},
    eventType: 'GO',
  }

  test('tells no time of a step whose end is not held', () => {
    expect(logLine([event('xstate.done.actor.load')], 0).text).not.toContain('after')
    expect(logLine([state, event('xstate.done.actor.load')], 1).text).not.toContain('after')
    const other: InspectorMessage = {
      type: 'step',
      seq: 8,
      at: 8,
      sessionId: 'a',
      step: 'save',
      took: 5,
      outcome: 'done',
    }
    expect(logLine([other, event('xstate.done.actor.load')], 1).text).not.toContain('after')
    expect(logLine([event('xstate.done.actor.attempt')], 0).text).toMatch(/^attempt done/)
  })

  test('tells of a guard that threw', () => {
    const guard: InspectorMessage = {
      type: 'guard',
      seq: 9,
      at: 9,
      sessionId: 'a',
      guard: { type: 'isOpen' },
      verdict: 'threw',
      state: 'idle',
    }
    expect(logLine([guard], 0)).toMatchObject({ text: expect.stringMatching(/^! isOpen/), tone: 'bad' })
  })

  test('is empty where it says nothing to people, or is not there', () => {
    const definition: InspectorMessage = {
      type: 'definition',
      seq: 1,
      at: 1,
      definitionId: 'd',
      definition: { id: 'd' },
    }
    const nothing = { text: '', tone: 'quiet', isDetail: true }
    expect(logLine([definition], 0)).toEqual(nothing)
    expect(logLine([], 0)).toEqual(nothing)
    expect(logLine([{ type: 'dropped', seq: 1, at: 1, count: 5 }], 0).text).toBe(
      '5 messages are missing here',
    )
  })
})
