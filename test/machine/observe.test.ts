import { describe, expect, onTestFinished, test } from 'vitest'
import { observe, stopAfterAttempt } from 'holdfast'
import type { RetryEnd, RetryObserver, RetryOptions } from 'holdfast'

import { compiledDriver, forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const fail = () => {
  throw new Error('down')
}

/** An observer that writes down what it is told. */
function createRecorder() {
  const log: unknown[] = []
  const observer: RetryObserver = {
    onStart: ({ attemptNumber }) => log.push(['start', attemptNumber]),
    onAttempt: ({ attemptNumber, outcome }) => log.push(['attempt', attemptNumber, outcome]),
    onSettled: ({ attemptNumber, outcome }) => log.push(['settled', attemptNumber, outcome?.failed]),
    onSleep: ({ attemptNumber, nextAction }) => log.push(['sleep', attemptNumber, nextAction?.sleep]),
    onEnd: ({ attemptNumber }, end) => log.push(['end', attemptNumber, end.status]),
  }
  return { log, observer }
}

/** Observes until the test ends. */
function observing(observer: RetryObserver) {
  const end = observe(observer)
  onTestFinished(end)
  return end
}

const retried = [
  ['start', 1],
  ['attempt', 1, undefined],
  ['settled', 1, true],
  ['sleep', 1, 2],
  ['attempt', 2, undefined],
  ['settled', 2, true],
]

describe.each(forms)('an observer of $title', ({ run }) => {
  test('is told of all that happens, in order', async () => {
    const { log, observer } = createRecorder()
    observing(observer)
    await settled(run({ wait: () => 2, stop: stopAfterAttempt(2) }, fail))
    expect(log).toStrictEqual([...retried, ['end', 2, 'failed']])
    log.length = 0
    await run({}, async () => 'ok')
    expect(log).toStrictEqual([
      ['start', 1],
      ['attempt', 1, undefined],
      ['settled', 1, false],
      ['end', 1, 'done'],
    ])
  })

  test('may be the policy’s own, beside those of the process', async () => {
    const [ours, theirs] = [createRecorder(), createRecorder()]
    observing(theirs.observer)
    await settled(run({ wait: () => 2, stop: stopAfterAttempt(2), observer: ours.observer }, fail))
    expect(ours.log).toStrictEqual([...retried, ['end', 2, 'failed']])
    expect(theirs.log).toStrictEqual(ours.log)
    await run({}, () => 'ok')
    expect(ours.log).toHaveLength(7)
  })

  const error = new Error('mine')
  const ends: Readonly<Record<string, readonly [RetryOptions, fn: () => unknown, RetryEnd]>> = {
    'a value': [{}, () => 'ok', { status: 'done', value: 'ok' }],
    'a fallback': [
      { stop: () => true, retryErrorCallback: async () => 'fallback' },
      fail,
      { status: 'done', value: 'fallback' },
    ],
    'a refused error': [{ retry: () => false }, () => Promise.reject(error), { status: 'failed', error }],
    'a hook’s error': [{ before: () => Promise.reject(error) }, () => 'ok', { status: 'failed', error }],
    'an abort': [{ signal: AbortSignal.abort(error) }, () => 'ok', { status: 'failed', error }],
    'an undefined error': [
      { retry: () => false },
      () => Promise.reject(undefined),
      { status: 'failed', error: undefined },
    ],
  }

  test.each(Object.entries(ends))(
    'is told once that %s ended the session',
    async (_end, [options, fn, end]) => {
      const seen: RetryEnd[] = []
      await settled(run({ ...options, observer: { onEnd: (_state, how) => seen.push(how) } }, fn))
      await quiet()
      expect(seen).toStrictEqual([end])
    },
  )

  test('that throws or rejects changes nothing', async () => {
    const throwing = Object.fromEntries(
      ['onStart', 'onAttempt', 'onSettled', 'onSleep', 'onEnd'].map((method) => [method, fail]),
    )
    const rejecting = Object.fromEntries(
      ['onStart', 'onAttempt', 'onSettled', 'onSleep', 'onEnd'].map((method) => [method, async () => fail()]),
    )
    const { log, observer } = createRecorder()
    const unhandled = await unhandledDuring(async () => {
      for (const each of [throwing, rejecting, observer]) observing(each)
      let calls = 0
      const result = run({ wait: () => 2, observer: throwing }, () => (++calls < 3 ? fail() : 'ok'))
      expect(await settled(result)).toStrictEqual({ value: 'ok' })
    })
    expect(unhandled).toStrictEqual([])
    expect(log).toHaveLength(10)
  })

  test('hears no more once it has ended, also while it is told something', async () => {
    const log: string[] = []
    const end = observing({
      onAttempt() {
        log.push('first')
        end()
      },
    })
    observing({ onAttempt: () => log.push('second') })
    await settled(run({ stop: stopAfterAttempt(2), wait: () => 1 }, fail))
    expect(log).toStrictEqual(['first', 'second', 'second'])
  })

  test('that begins in the middle of a session is told of its rest, from the next sleep on', async () => {
    const { log, observer } = createRecorder()
    const options = { wait: () => 2, stop: stopAfterAttempt(2) }
    let calls = 0
    const result = run(options, async () => {
      if (++calls === 1) observing(observer)
      return fail()
    })
    await settled(result)
    expect(log).toStrictEqual([...retried.slice(3), ['end', 2, 'failed']])
  })
})

describe('observe', () => {
  test('twice with one observer takes two ends', async () => {
    const { log, observer } = createRecorder()
    const [first, second] = [observing(observer), observing(observer)]
    await compiledDriver.run({}, () => 'ok')
    expect(log).toHaveLength(8)
    first()
    first()
    await compiledDriver.run({}, () => 'ok')
    expect(log).toHaveLength(12)
    second()
    await compiledDriver.run({}, () => 'ok')
    expect(log).toHaveLength(12)
  })
})
