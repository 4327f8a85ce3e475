import { describe, expect, test } from 'vitest'
import { createRetryMachine, observe, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo, RetryCallState, RetryOptions, SessionSnapshot } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { policyAt, sampleOf } from './support/samples.ts'

const forever = () => new Promise<never>(() => {})

/** What a session had called when it was cut, and what one that goes on from there calls. */
async function callsAround(hang: string, options: RetryOptions = {}) {
  const clock = createVirtualClock()
  const calls: string[] = []
  let hangs = true
  const call = <T>(name: string, value: T): T => {
    calls.push(name)
    return hangs && name === hang ? (forever() as T) : value
  }
  const policy: RetryOptions = {
    clock,
    before: () => call('before', undefined),
    retry: ({ outcome }) => call('retry', outcome?.failed === true),
    after: () => call('after', undefined),
    wait: () => call('wait', 1000),
    stop: ({ attemptNumber }) => call('stop', attemptNumber === 2),
    beforeSleep: () => call('beforeSleep', undefined),
    retryErrorCallback: () => call('giveUp', 'gave up'),
    ...options,
  }
  const fn = () => call<unknown>('attempt', undefined) ?? Promise.reject(new Error('down'))
  const session = startRetry(createRetryMachine(policy), fn)
  const passTime = async () => {
    await quiet()
    clock.advance(1000)
    await quiet()
  }
  await passTime()
  const text = JSON.stringify(session.snapshot())
  session.actor.stop()
  const before = calls.splice(0)
  hangs = false
  const result = runWithRetry(createRetryMachine(policy), fn, { snapshot: text })
  await passTime()
  expect(await result).toBe('gave up')
  return [before.join(' '), calls.join(' ')]
}

describe('what was under way begins again, and nothing before it:', () => {
  const FIRST = 'before attempt retry after wait stop beforeSleep'
  const SECOND = 'before attempt retry after wait stop giveUp'

  test.each(FIRST.split(' ').map((step) => ({ step })))('$step', async ({ step }) => {
    const all = `${FIRST} ${SECOND}`
    const at = FIRST.indexOf(step)
    expect(await callsAround(step)).toStrictEqual([all.slice(0, at + step.length), all.slice(at)])
  })

  test('giveUp', async () => {
    expect(await callsAround('giveUp')).toStrictEqual([`${FIRST} ${SECOND}`, 'giveUp'])
  })

  test('a sleep', async () => {
    expect(await callsAround('', { sleep: async () => {} })).toStrictEqual([`${FIRST} ${SECOND}`, ''])
  })
})

describe('an attempt that was under way', () => {
  test('is told so, with the keys it had, and so are hooks and strategies; the next one is not', async () => {
    const clock = createVirtualClock()
    const told: unknown[] = []
    const tell = (
      what: string,
      { attemptNumber, isRepeated, idempotencyKey, attemptKey }: AttemptInfo | RetryCallState,
    ) => void told.push([what, attemptNumber, isRepeated, idempotencyKey, attemptKey])
    const policy = policyAt(clock, {
      after: (state) => tell('after', state),
      before: (state) => tell('before', state),
    })
    const resumed = startRetry(
      policy,
      async (info) => {
        tell('attempt', info)
        if (info.attemptNumber === 2) throw new Error('down')
      },
      { snapshot: await sampleOf('running') },
    )
    await quiet()
    clock.advance(60_000)
    await resumed.result
    expect(told).toStrictEqual([
      ['attempt', 2, true, 'import-7', 'import-7:2'],
      ['after', 2, true, 'import-7', 'import-7:2'],
      ['before', 3, false, 'import-7', 'import-7:3'],
      ['attempt', 3, false, 'import-7', 'import-7:3'],
    ])
  })

  test('is told so again after a second cut', async () => {
    let snapshot: SessionSnapshot | undefined
    const seen: boolean[] = []
    for (let life = 0; life < 3; life++) {
      const session = startRetry(
        {},
        ({ isRepeated }) => (seen.push(isRepeated), forever()),
        snapshot && { snapshot },
      )
      await quiet()
      snapshot = session.snapshot()
      session.actor.stop()
    }
    expect(seen).toStrictEqual([false, true, true])
  })

  test('is not one of a hook that was under way before it', async () => {
    const seen: boolean[] = []
    const fn = async ({ isRepeated }: AttemptInfo) => void seen.push(isRepeated)
    const machine = createRetryMachine(policyAt(createVirtualClock()))
    await runWithRetry(machine, fn, { snapshot: await sampleOf('before') })
    expect(seen).toStrictEqual([false])
  })
})

test.each([{ id: 'mine' }, {}])('a session keeps the key that it was given, or drew: %o', async (options) => {
  const session = startRetry({}, forever, options)
  const snapshot = session.snapshot()
  session.actor.stop()
  const key = await runWithRetry({}, async ({ idempotencyKey }) => idempotencyKey, { snapshot })
  expect(key).toBe(snapshot.idempotencyKey)
  expect(key).toMatch('id' in options ? /^mine$/ : /^[\da-f-]{36}$/)
})

test('observers are told what a resumed session does, and nothing of what it did', async () => {
  const told: string[] = []
  const tell = (what: string) => () => void told.push(what)
  const clock = createVirtualClock()
  const snapshot = await sampleOf('resting')
  const stop = observe({
    onStart: tell('start'),
    onAttempt: tell('attempt'),
    onSettled: tell('settled'),
    onSleep: tell('sleep'),
    onEnd: tell('end'),
  })
  const session = startRetry(policyAt(clock), async () => 'ok', { snapshot })
  await quiet()
  clock.advance(60_000)
  await session.result
  stop()
  expect(told).toStrictEqual(['start', 'sleep', 'attempt', 'settled', 'end'])
})

test('errors of the attempts before are in the RetryError', async () => {
  const clock = createVirtualClock()
  const snapshot = await sampleOf('resting')
  const session = startRetry(
    policyAt(clock, { stop: stopAfterAttempt(3) }),
    () => Promise.reject(new Error('third')),
    { snapshot },
  )
  await quiet()
  clock.advance(60_000)
  await expect(session.result).rejects.toMatchObject({
    errors: [{ message: 'attempt 1', code: 'E_RANGE' }, { message: 'attempt 2' }, { message: 'third' }],
    lastAttempt: { attemptNumber: 3 },
  })
})
