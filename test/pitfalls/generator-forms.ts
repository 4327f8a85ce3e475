import { onTestFinished } from 'vitest'
import { AsyncRetrying, runWithRetry } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { attach } from 'holdfast/inspect'

type Run = (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) => Promise<unknown>

/** Ways to retry what is a generator, or is walked as one. */
export const generatorWays: Readonly<Record<string, Run>> = {
  'a coroutine': (options, fn) =>
    runWithRetry(options, function* (attempt): Generator<unknown, unknown, unknown> {
      yield
      return yield fn(attempt)
    }),
  async 'an async generator'(options, fn) {
    const values = runWithRetry(options, async function* (attempt) {
      yield 'begun'
      yield await fn(attempt)
    })
    let last: unknown
    for await (const value of values) last = value
    return last
  },
  async 'a loop'(options, fn) {
    const loop = new AsyncRetrying(options).loop()
    for await (const attempt of loop) await attempt.run(fn)
    return loop.result()
  },
}

const interpreters: readonly [string, () => void][] = [
  ['the compiled driver', () => {}],
  ['XState', () => onTestFinished(attach({ inspect: () => {} }))],
]

/** The same in both interpreters; `show` chooses, until the test ends. */
export const generatorForms = Object.entries(generatorWays).flatMap(([name, run]) =>
  interpreters.map(([interpreter, show]) => ({ title: `${name} in ${interpreter}`, run, show })),
)
