import { Cause, Effect, Exit } from 'effect'
import fc from 'fast-check'
import { isRetryError, retryIfException, runWithRetry, stopAfterAttempt, waitIncrementing } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { retryWith } from 'holdfast/effect'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test } from 'vitest'

import { modes } from './modes.ts'

/** What the calls do in turn; after the last one they succeed. */
const scripts = fc.array(fc.constantFrom('value', 'again', 'fatal'), { maxLength: 6 })
const policies = fc.record({ attempts: fc.integer({ min: 1, max: 5 }), reraise: fc.boolean() })

test.each(modes)(
  'an Effect comes to what a function comes to, by the same sleeps: %s',
  async (_mode, options) => {
    await fc.assert(
      fc.asyncProperty(scripts, policies, async (script, { attempts, reraise }) => {
        const outcome = (call: number) => script[call] ?? 'value'
        const ofFunction = await trace(attempts, reraise, (policy) => {
          let call = 0
          return runWithRetry(policy, async () => {
            const next = outcome(call++)
            if (next !== 'value') throw next
            return call
          })
        })
        const ofEffect = await trace(attempts, reraise, (policy) => {
          let call = 0
          const effect = Effect.suspend(() => {
            const next = outcome(call++)
            return next === 'value' ? Effect.succeed(call) : Effect.fail(next)
          })
          return Effect.runPromiseExit(effect.pipe(retryWith(policy, options))).then(resultOf)
        })
        expect(ofEffect).toEqual(ofFunction)
      }),
      { numRuns: 60 },
    )
  },
)

async function trace(
  attempts: number,
  reraise: boolean,
  run: (policy: RetryOptions) => Promise<unknown>,
): Promise<unknown> {
  const sleeps: number[] = []
  const policy: RetryOptions = {
    clock: createVirtualClock(),
    stop: stopAfterAttempt(attempts),
    wait: waitIncrementing({ start: 1, increment: 2 }),
    retry: retryIfException((error) => error === 'again'),
    reraise,
    name: 'it',
    sleep: async (ms) => void sleeps.push(ms),
  }
  const end = await run(policy).then(
    (value) => ({ value }),
    (error: unknown) => ({ error: isRetryError(error) ? error.message : error }),
  )
  return { sleeps, end }
}

/** A value, or the failure thrown; a defect is an error of the test. */
function resultOf(exit: Exit.Exit<unknown, unknown>): unknown {
  if (Exit.isSuccess(exit)) return exit.value
  const [failure, ...others] = exit.cause.reasons
  expect(others).toEqual([])
  if (failure !== undefined && Cause.isFailReason(failure)) throw failure.error
  throw new Error(`it did not fail: ${Cause.pretty(exit.cause)}`)
}
