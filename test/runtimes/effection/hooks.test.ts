// oxlint-disable require-yield -- an operation may have nothing to wait for
// oxlint-disable typescript/no-floating-promises -- a task is its scope's to wait for
import { spawn, suspend } from 'effection'
import { retryAny, retryIfExceptionType, stopAfterAttempt } from 'holdfast'
import type { RetryCallState } from 'holdfast'
import type { EffectionRetryOptions } from 'holdfast/effection'
import { beforeEach, describe, expect, test } from 'vitest'
import { rejection } from '../../support/settled.ts'
import { forms } from './forms.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(() => {
  stage = createStage()
})

describe.each(forms)('$title', ({ run: retryIn }) => {
  const fail = () => {
    throw new Error('down')
  }

  test('hooks and strategies may be operations, and are waited for', async () => {
    const { clock, say, log, play } = stage
    const says = <T>(line: string, value: T) =>
      function* ({ attemptNumber }: RetryCallState) {
        yield* stage.hold(`${line} ${attemptNumber}`)
        yield* stage.sleep(1)
        return value
      }
    const options: EffectionRetryOptions = {
      clock,
      before: says('before', 0),
      retry: says('retry', true),
      after: says('after', 0),
      wait: says('wait', 10),
      *stop({ attemptNumber }) {
        yield* stage.sleep(1)
        return attemptNumber === 2
      },
      beforeSleep: says('beforeSleep', 0),
      *sleep(ms, { signal }) {
        say(`sleep ${ms}, ${signal.aborted}`)
        yield* stage.sleep(ms)
      },
      *retryErrorCallback({ attemptNumber, elapsed }) {
        yield* stage.sleep(1)
        return `gave up after ${attemptNumber} attempts in ${elapsed} ms`
      },
    }
    expect(await play(() => retryIn(options, fail))).toBe('gave up after 2 attempts in 17 ms')
    const held = (name: string) => [`acquire ${name}`, `release ${name}`]
    expect(log).toEqual([
      ...['before 1', 'retry 1', 'after 1', 'wait 1', 'beforeSleep 1'].flatMap(held),
      'sleep 10, false',
      ...['before 2', 'retry 2', 'after 2', 'wait 2'].flatMap(held),
    ])
  })

  test('they may still be values and promises', async () => {
    const { clock, say, log, play } = stage
    const options: EffectionRetryOptions = {
      clock,
      before: async () => say('before'),
      retry: retryAny(retryIfExceptionType(), async () => false),
      wait: async () => 10,
      stop: stopAfterAttempt(2),
      sleep: async (ms) => say(`sleep ${ms}`),
      retryErrorCallback: () => new Uint8Array([1]),
    }
    expect(await play(() => retryIn(options, fail))).toEqual(new Uint8Array([1]))
    expect(log).toEqual(['before', 'sleep 10', 'before'])
  })

  test.each([
    'before',
    'retry',
    'after',
    'wait',
    'stop',
    'beforeSleep',
    'sleep',
    'retryErrorCallback',
  ] as const)('what an operation of %s throws ends the session', async (name) => {
    const broken = new Error(name)
    const hook = function* () {
      yield* stage.sleep(1)
      throw broken
    }
    const stops = name === 'retryErrorCallback' ? { stop: () => true } : {}
    const options: EffectionRetryOptions = { clock: stage.clock, ...stops, [name]: hook }
    expect(await rejection(stage.play(() => retryIn(options, fail)))).toBe(broken)
    expect(stage.clock.elapsed).toBe(1)
  })

  test('a wait operation must give a delay', async () => {
    const options: EffectionRetryOptions = {
      *wait() {
        return -1
      },
    }
    expect(await rejection(stage.play(() => retryIn(options, fail)))).toMatchObject({
      code: 'HOLDFAST_INVALID_DELAY',
    })
  })

  test('a child of a hook that crashes ends the session', async () => {
    const crash = new Error('crash')
    const options: EffectionRetryOptions = {
      *before() {
        yield* spawn(function* () {
          throw crash
        })
        yield* suspend()
      },
    }
    expect(await rejection(stage.play(() => retryIn(options, fail)))).toBe(crash)
  })
})
