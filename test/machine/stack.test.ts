import { describe, expect, test } from 'vitest'
import { AsyncRetrying, retry, runWithRetry, stopAfterAttempt } from 'holdfast'
import type { RetryOptions } from 'holdfast'

/** Fails for good once it has failed some times; the error is made after an await, so only V8's async stack names the callers. */
async function failing(): Promise<never> {
  await Promise.resolve()
  throw new Error('down')
}

const ways = {
  retry: (options: RetryOptions) => retry(options)(failing)(),
  'AsyncRetrying.call': (options: RetryOptions) => new AsyncRetrying(options).call(failing),
  runWithRetry: (options: RetryOptions) => runWithRetry(options, failing),
  'a loop': async (options: RetryOptions) => {
    for await (const attempt of new AsyncRetrying(options)) await attempt.run(failing)
  },
}

const policies: Readonly<Record<string, RetryOptions>> = {
  'no more options': {},
  'a wait': { wait: () => 1 },
  'a signal': { signal: new AbortController().signal },
  attemptTimeout: { attemptTimeout: 1000 },
  timeout: { timeout: 1000 },
  'async strategies and hooks': {
    retry: async () => true,
    before: async () => {},
    after: async () => {},
    wait: async () => 0,
    beforeSleep: async () => {},
  },
}

describe.each(Object.entries(ways))('the stack of an error from %s', (_way, call) => {
  test.each(Object.entries(policies))(
    'names the caller in attempts 1, 2 and 3, with %s',
    async (_policy, options) => {
      const stop = stopAfterAttempt(3)
      const errors: Error[] = []
      const collect = ({ outcome }: { outcome: unknown }) => {
        errors.push((outcome as { error: Error }).error)
        return false
      }
      async function theCallerOfTheCaller() {
        await theCaller()
      }
      async function theCaller() {
        return await call({ ...options, stop: async (state) => collect(state) || stop(state) })
      }
      await theCallerOfTheCaller().catch(() => {})
      expect(errors).toHaveLength(3)
      for (const { stack } of errors) {
        expect(stack).toMatch(/at (async )?theCaller \(/)
        expect(stack).toMatch(/at (async )?theCallerOfTheCaller \(/)
      }
    },
  )
})
