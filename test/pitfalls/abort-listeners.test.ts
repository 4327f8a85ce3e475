import { getEventListeners } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AsyncRetrying, retry, runWithRetry, startRetry } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'

import { forms } from '../support/interpreters.ts'
import type { Form } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

const MANY = 100

const owned: readonly Form[] = [
  { title: 'runWithRetry, of its own', run: ({ signal }, fn) => runWithRetry({}, fn, has(signal)) },
  { title: 'startRetry, of its own', run: ({ signal }, fn) => startRetry({}, fn, has(signal)).result },
  { title: 'a loop, of its own', run: runLoop },
  { title: 'runWithRetry, stored', run: runStored() },
]

const has = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal })

async function runLoop({ signal }: RetryOptions, fn: Parameters<Form['run']>[1]): Promise<unknown> {
  const loop = new AsyncRetrying().loop(has(signal))
  for await (const attempt of loop) await attempt.run(fn)
  return loop.result()
}

function runStored() {
  const store = createMemoryStore()
  let sessions = 0
  return ({ signal }: RetryOptions, fn: Parameters<Form['run']>[1]) =>
    runWithRetry({}, fn, { ...has(signal), store, id: `job ${++sessions}` })
}

function collectWarnings(): Error[] {
  const warnings: Error[] = []
  const warn = (warning: Error) => void warnings.push(warning)
  process.on('warning', warn)
  onTestFinished(() => void process.off('warning', warn))
  return warnings
}

describe.each([...forms, ...owned])(`${MANY} sessions at a time, with the signal of $title,`, ({ run }) => {
  const signals: Readonly<Record<string, () => { signal: AbortSignal; abort: (reason: unknown) => void }>> = {
    'of a controller': () => {
      const controller = new AbortController()
      return { signal: controller.signal, abort: (reason) => controller.abort(reason) }
    },
    'made by AbortSignal.any': () => {
      const controller = new AbortController()
      const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(60_000)])
      return { signal, abort: (reason) => controller.abort(reason) }
    },
  }

  test.each(Object.entries(signals))(
    'hold one listener on one %s, until the last ends',
    async (_title, create) => {
      const { signal } = create()
      const listeners = () => getEventListeners(signal, 'abort').length
      const warnings = collectWarnings()
      const releases: ((value: string) => void)[] = []
      const wait = () => new Promise((resolve) => releases.push(resolve))
      const results = Array.from({ length: MANY }, () => run({ signal }, wait))
      await quiet()
      expect(releases).toHaveLength(MANY)
      expect(listeners()).toBe(1)
      for (const release of releases.splice(0, MANY - 1)) release('ok')
      await quiet()
      expect(listeners()).toBe(1)
      for (const release of releases) release('ok')
      expect(await Promise.all(results)).toStrictEqual(results.map(() => 'ok'))
      await quiet()
      expect(listeners()).toBe(0)
      expect(warnings).toStrictEqual([])
    },
  )

  test.each(Object.entries(signals))('are all told of the abort of one %s', async (_title, create) => {
    const { signal, abort } = create()
    const warnings = collectWarnings()
    const ends: number[] = []
    const results = Array.from({ length: MANY }, (_none, index) =>
      rejection(run({ signal }, () => new Promise(() => {}))).finally(() => ends.push(index)),
    )
    await quiet()
    abort('shutdown')
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
    expect(await Promise.all(results)).toStrictEqual(results.map(() => 'shutdown'))
    expect(ends).toStrictEqual(results.map((_result, index) => index))
    expect(warnings).toStrictEqual([])
  })
})

test('a coroutine that waits for many promises at once prints no warning', async () => {
  const warnings = collectWarnings()
  const work = retry(function* () {
    const values: number[] = yield Array.from({ length: MANY }, () => Promise.resolve(1))
    return values
  })
  expect(await work()).toHaveLength(MANY)
  await quiet()
  expect(warnings).toStrictEqual([])
})
