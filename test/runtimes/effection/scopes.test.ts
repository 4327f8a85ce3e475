// oxlint-disable typescript/no-floating-promises -- a task is its scope's to wait for
import { createContext, ensure, resource, run, spawn, suspend, useAbortSignal } from 'effection'
import type { Operation } from 'effection'
import { stopAfterAttempt, waitFixed } from 'holdfast'
import { useAttempt } from 'holdfast/effection'
import { beforeEach, describe, expect, test } from 'vitest'
import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { forms } from './forms.ts'
import { createStage } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(() => {
  stage = createStage()
})

const User = createContext<string>('user')

describe.each(forms)('$title', ({ run: retryIn }) => {
  test('context of outside is seen, what an attempt sets ends with it', async () => {
    const seen: unknown[] = []
    const outside = await stage.play(function* () {
      yield* User.set('ada')
      yield* retryIn(
        {
          *before() {
            seen.push(`before: ${yield* User.expect()}`)
          },
        },
        function* ({ attemptNumber }) {
          seen.push(yield* User.expect())
          yield* User.set('grace')
          seen.push(yield* User.expect())
          if (attemptNumber < 2) throw new Error('down')
        },
      )
      return yield* User.expect()
    })
    expect(seen).toEqual(['before: ada', 'ada', 'grace', 'before: ada', 'ada', 'grace'])
    expect(outside).toBe('ada')
  })

  test('what an attempt spawns and acquires ends with it, before the next one begins', async () => {
    const { log, say, clock, observer, play } = stage
    const connection = (number: number) =>
      resource<number>(function* (provide) {
        say(`connect ${number}`)
        try {
          yield* provide(number)
        } finally {
          yield* stage.sleep(5)
          say(`disconnect ${number}`)
        }
      })
    await play(() =>
      retryIn({ clock, observer, wait: waitFixed(10) }, function* ({ attemptNumber }) {
        yield* connection(attemptNumber)
        yield* spawn(function* () {
          yield* ensure(() => say(`child ${attemptNumber} ends`))
          yield* suspend()
        })
        yield* stage.sleep(1)
        if (attemptNumber < 2) throw new Error('down')
      }),
    )
    expect(log).toEqual([
      'start',
      'attempt 1',
      'connect 1',
      'child 1 ends',
      'disconnect 1',
      'failed',
      'sleep 10',
      'attempt 2',
      'connect 2',
      'child 2 ends',
      'disconnect 2',
      'succeeded',
      'end done',
    ])
  })

  test('a child that crashes fails its attempt', async () => {
    const { clock, observer, log, play } = stage
    const value = await play(() =>
      retryIn({ clock, observer }, function* ({ attemptNumber }) {
        yield* spawn(function* () {
          yield* stage.sleep(1)
          if (attemptNumber < 2) throw new Error('crash')
        })
        yield* stage.sleep(2)
        return attemptNumber
      }),
    )
    expect(value).toBe(2)
    expect(log).toEqual(['start', 'attempt 1', 'failed', 'sleep 0', 'attempt 2', 'succeeded', 'end done'])
  })

  test('a teardown that throws fails its attempt', async () => {
    const value = await stage.play(() =>
      retryIn({}, function* ({ attemptNumber }) {
        yield* ensure(() => {
          if (attemptNumber < 2) throw new Error('cannot close')
        })
        return attemptNumber
      }),
    )
    expect(value).toBe(2)
  })

  test('a sibling that crashes halts it', async () => {
    const { clock, observer, log, play } = stage
    const crash = new Error('crash')
    const error = await rejection(
      play(function* () {
        yield* spawn(() =>
          retryIn({ clock, observer, wait: waitFixed(1000) }, () => Promise.reject(new Error('down'))),
        )
        yield* stage.sleep(2500)
        throw crash
      }),
    )
    expect(error).toBe(crash)
    expect(log.filter((line) => line.startsWith('attempt'))).toHaveLength(3)
    expect(log.at(-1)).toBe('end failed')
  })

  test('spawned, its failure crashes the parent, by identity, and nothing is left unhandled', async () => {
    const fatal = new Error('fatal')
    const errors = await unhandledDuring(async () => {
      const error = await rejection(
        run(function* () {
          yield* spawn(() => retryIn({ retry: () => false }, () => Promise.reject(fatal)))
          yield* suspend()
        }),
      )
      expect(error).toBe(fatal)
    })
    expect(errors).toEqual([])
  })

  test('its failure can be caught where it is awaited', async () => {
    const value = await run(function* () {
      try {
        yield* retryIn({ stop: stopAfterAttempt(2) }, () => Promise.reject(new Error('down')))
        return 'never'
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(value).toBe('RetryError')
  })

  test('the signal of an attempt that has succeeded is not aborted; that of useAbortSignal is', async () => {
    const signals: AbortSignal[] = []
    await run(() =>
      retryIn({}, function* ({ signal }) {
        signals.push(signal, yield* useAbortSignal())
      }),
    )
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true])
  })

  test('useAttempt tells the innermost attempt, in children too, and nothing outside', async () => {
    const child = function* (): Operation<number> {
      const { attemptNumber } = yield* useAttempt()
      return attemptNumber
    }
    const seen = await run(() =>
      retryIn({}, function* ({ attemptNumber: number }) {
        if (number < 3) throw new Error('down')
        const inner = yield* retryIn({}, function* ({ attemptNumber }) {
          if (attemptNumber < 2) throw new Error('down')
          return yield* child()
        })
        return [yield* yield* spawn(child), inner]
      }),
    )
    expect(seen).toEqual([3, 2])
    expect(await rejection(run(useAttempt))).toMatchObject({
      name: 'TypeError',
      code: 'HOLDFAST_INVALID_CALL',
      message: expect.stringContaining('useAttempt() must be called in an attempt'),
    })
  })
})
