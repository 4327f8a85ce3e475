// oxlint-disable typescript/no-floating-promises -- a task is its scope's to wait for
import fc from 'fast-check'
import { spawn, useAbortSignal } from 'effection'
import type { EffectionRetryOptions } from 'holdfast/effection'
import { describe, expect, test } from 'vitest'
import { unhandledDuring } from '../../support/unhandled.ts'
import { forms } from './forms.ts'
import { begin, createStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** What an attempt or a hook does: it holds something, and works for some time. */
const work = fc.record({
  takes: fc.integer({ min: 0, max: 20 }),
  teardown: fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined }),
  child: fc.boolean(),
})

type Work = typeof work extends fc.Arbitrary<infer T> ? T : never

const scenario = fc.record({
  attempts: fc.array(fc.tuple(work, fc.boolean()), { minLength: 1, maxLength: 4 }),
  hook: fc.record(
    { before: work, retry: work, after: work, wait: work, stop: work, beforeSleep: work },
    { requiredKeys: [] },
  ),
  delay: fc.integer({ min: 0, max: 20 }),
  attemptTimeout: fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }),
  timeout: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  haltAt: fc.integer({ min: 0, max: 150 }),
})

describe.each(forms)('$title', ({ run: retryIn }) => {
  test('halted at any instant, it releases what it has acquired, and does nothing more', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async ({ attempts, hook, delay, attemptTimeout, timeout, haltAt }) => {
        const stage = createStage()
        const { clock, observer, log, pass, finish } = stage
        const answers = { retry: true, wait: delay, stop: false }
        const hooks = Object.entries(hook).map(([name, its]) => [
          name,
          function* () {
            yield* perform(stage, name, its)
            return answers[name as keyof typeof answers]
          },
        ])
        const options: EffectionRetryOptions = {
          clock,
          observer,
          retry: () => true,
          wait: () => delay,
          ...(attemptTimeout !== undefined && { attemptTimeout }),
          ...(timeout !== undefined && { timeout }),
          ...Object.fromEntries(hooks),
        }
        const errors = await unhandledDuring(async () => {
          const [task] = await begin(() =>
            retryIn(options, function* ({ attemptNumber }) {
              const [its, fails] = attempts[(attemptNumber - 1) % attempts.length]!
              yield* perform(stage, `attempt ${attemptNumber}`, its)
              if (fails) throw new Error('down')
            }),
          )
          task!.catch(() => {})
          await pass(haltAt)
          const before = log.length
          const hasEnded = log.some((line) => line.startsWith('end'))
          await finish(task!.halt())
          const after = log.slice(before)
          expect(after.filter((line) => !line.startsWith('release')).join()).toBe(
            hasEnded ? '' : 'end failed',
          )
          expect(after.at(-1)).toBe(hasEnded ? undefined : 'end failed')
        })
        expect(errors).toEqual([])
        const { length } = log
        await pass(1000)
        expect(log).toHaveLength(length)
        expect(clock.timers).toBe(0)
        const named = (verb: string) =>
          log.filter((line) => line.startsWith(`${verb} `)).map((line) => line.slice(verb.length + 1))
        expect(named('release').toSorted()).toEqual(named('acquire').toSorted())
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

function* perform(stage: Stage, name: string, { takes, teardown, child }: Work) {
  const signal = yield* useAbortSignal()
  yield* stage.hold(name, teardown)
  if (child) {
    yield* spawn(function* () {
      yield* stage.hold(`child of ${name}`, teardown)
      yield* stage.sleep(takes * 2)
    })
  }
  yield* stage.sleep(takes)
  expect(signal.aborted).toBe(false)
}
