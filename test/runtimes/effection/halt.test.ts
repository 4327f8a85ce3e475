// oxlint-disable typescript/no-floating-promises -- a task is its scope's to wait for
import { getEventListeners } from 'node:events'
import { once, race, run, sleep as realSleep, spawn, suspend, until } from 'effection'
import type { Operation, Task } from 'effection'
import { retryAlways, waitFixed } from 'holdfast'
import type { EffectionRetryOptions } from 'holdfast/effection'
import { beforeEach, describe, expect, test } from 'vitest'
import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { forms, interpreters } from './forms.ts'
import type { Retried } from './forms.ts'
import { begin, createStage, failsToClose } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(() => {
  stage = createStage()
})

const fail = () => {
  throw new Error('down')
}

/** Halts a session after some time, and gives what was logged once the halt had begun; then nothing may follow. */
async function haltAfter(ms: number, operation: () => Operation<unknown>): Promise<string[]> {
  const { log, clock, finish, pass } = stage
  const [task] = await begin(operation)
  await pass(ms)
  const before = log.length
  await finish(task!.halt())
  const after = log.slice(before)
  expect(clock.timers).toBe(0)
  await pass(100_000)
  expect(log.slice(before)).toEqual(after)
  return after
}

describe.each(forms)('$title', ({ run: retryIn }) => {
  const session = (options: EffectionRetryOptions, op: Retried) => () =>
    retryIn({ clock: stage.clock, observer: stage.observer, ...hooks(), ...options }, op)

  /** Whatever can be asked says so. */
  const hooks = (): EffectionRetryOptions => {
    const says =
      <T>(line: string, value: T) =>
      () => {
        stage.say(line)
        return value
      }
    return {
      before: says('before', undefined),
      after: says('after', undefined),
      beforeSleep: says('beforeSleep', undefined),
      wait: says('wait?', 1000),
      stop: says('stop?', false),
      retry: says('retry?', true),
    }
  }

  test('halted mid-attempt, it waits for the teardown, tells its end, and does nothing more', async () => {
    let signal: AbortSignal | undefined
    const after = await haltAfter(
      50,
      session({}, function* (attempt) {
        signal = attempt.signal
        yield* stage.hold('connection', 30)
        yield* stage.sleep(100)
        stage.say('never')
      }),
    )
    expect(after).toEqual(['release connection', 'released connection', 'end failed'])
    expect(signal?.aborted).toBe(true)
    expect(signal?.reason).toMatchObject({ name: 'AbortError', message: 'the operation was halted' })
  })

  test('halted mid-sleep, it does nothing more', async () => {
    expect(await haltAfter(500, session({}, fail))).toEqual(['end failed'])
    expect(stage.log.slice(0, -1)).toEqual(
      'start,before,attempt 1,failed,retry?,after,wait?,stop?,beforeSleep,sleep 1000'.split(','),
    )
  })

  test.each([
    'before',
    'after',
    'beforeSleep',
    'retry',
    'wait',
    'stop',
    'sleep',
    'retryErrorCallback',
  ] as const)('halted in an operation of %s, it waits for that, and does nothing more', async (name) => {
    const hook = function* () {
      yield* stage.hold(name, 10)
      yield* stage.sleep(100)
      stage.say('never')
      return 0 as never
    }
    const stops = name === 'retryErrorCallback' ? { stop: () => true } : {}
    const after = await haltAfter(50, session({ ...stops, [name]: hook }, fail))
    expect(after).toEqual([`release ${name}`, `released ${name}`, 'end failed'])
  })

  test.each(['before', 'after', 'retry', 'stop'] as const)(
    'halted in a promise of %s, it does nothing more',
    async (name) => {
      const hook = () =>
        new Promise<boolean>((resolve) => void stage.clock.setTimer(() => resolve(true), 100))
      const [task] = await begin(session({ [name]: hook }, fail))
      await stage.pass(50)
      const before = stage.log.length
      await stage.finish(task!.halt())
      await stage.pass(100_000)
      expect(stage.log.slice(before)).toEqual(['end failed'])
    },
  )

  test('an async function is left, and its late rejection dropped', async () => {
    const errors = await unhandledDuring(async () => {
      const after = await haltAfter(
        50,
        session(
          {},
          ({ signal }) => new Promise((_resolve, reject) => signal.addEventListener('abort', reject)),
        ),
      )
      expect(after).toEqual(['end failed'])
    })
    expect(errors).toEqual([])
  })

  test.each([
    ['an event', (signal: AbortSignal) => once(signal, 'abort')],
    ['a promise', (signal: AbortSignal) => until(aborted(signal))],
  ])(
    'what waits for the signal by %s is halted, and does not go on when it is aborted',
    async (_title, wait) => {
      const after = await haltAfter(
        50,
        session({}, function* ({ signal }) {
          try {
            yield* wait(signal)
            stage.say('never')
          } catch {
            stage.say('never')
          } finally {
            stage.say(`aborted: ${signal.aborted}`)
          }
        }),
      )
      expect(after).toEqual(['aborted: true', 'end failed'])
    },
  )

  test('the loser of a race is halted', async () => {
    const winner = await stage.play(() =>
      race([
        session({}, function* () {
          yield* stage.hold('loser', 10)
          yield* suspend()
        })(),
        (function* () {
          yield* stage.sleep(50)
          return 'winner'
        })(),
      ]),
    )
    expect(winner).toBe('winner')
    expect(stage.log.slice(-3)).toEqual(['release loser', 'released loser', 'end failed'])
  })

  test('it ends with the task that spawned it', async () => {
    await stage.play(function* () {
      yield* spawn(session({}, fail))
      yield* stage.sleep(2500)
    })
    expect(stage.log.filter((line) => line.startsWith('attempt'))).toHaveLength(3)
    expect(stage.log.at(-1)).toBe('end failed')
    expect(stage.clock.timers).toBe(0)
  })

  test('halted at once, it never begins', async () => {
    // Not `await`, which asks for the halt a moment later.
    const halted = run(session({}, fail)).halt()
    void halted.then(() => stage.say('halted'))
    await quiet()
    expect(stage.log).toEqual(['halted'])
  })

  test('an endless retry without a wait can be halted', async () => {
    const task = run(session({ wait: null }, fail))
    await run(() => realSleep(5))
    await task.halt()
    const { length } = stage.log
    await quiet()
    expect(stage.log).toHaveLength(length)
    expect(stage.log.at(-1)).toBe('end failed')
  })

  test('an error of the teardown is thrown at whoever halts', async () => {
    const broken = new Error('cannot close')
    const op = () => failsToClose(broken, stage.sleep(10))
    const [task] = await begin(session({}, op))
    expect(await rejection(stage.finish(task!.halt()))).toBe(broken)
    expect(stage.log.at(-1)).toBe('end failed')
  })

  test('halted while an attempt fails, the halt has nothing to complain of', async () => {
    const op = function* () {
      yield* stage.hold('connection', 100)
      fail()
    }
    expect(await haltAfter(50, session({}, op))).toEqual(['released connection', 'end failed'])
  })
})

describe.each(interpreters)('$title', ({ run: retryIn }) => {
  test('halted, it leaves no listener on its signals, and no timer', async () => {
    const [call, policy] = [new AbortController(), new AbortController()]
    const listeners = () => [call, policy].map(({ signal }) => getEventListeners(signal, 'abort').length)
    const { clock } = stage
    const options = { clock, signal: policy.signal, wait: waitFixed(1000), timeout: '1h' }
    const [task] = await begin(() => retryIn(options, fail, { signal: call.signal }))
    expect(listeners()).toEqual([1, 1])
    expect(clock.timers).toBe(2)
    await stage.finish(task!.halt())
    expect(listeners()).toEqual([0, 0])
    expect(clock.timers).toBe(0)
  })

  test('a hook may halt its own session', async () => {
    let task: Task<unknown> | undefined
    let halting: Promise<void> | undefined
    const before = () => {
      halting = task!.halt().then(() => stage.say('halted'))
    }
    const { clock, observer } = stage
    task = run(() => retryIn({ clock, observer, before, retry: retryAlways }, fail))
    await quiet()
    await stage.finish(halting!)
    expect(stage.log).toEqual(['start', 'end failed', 'halted'])
  })
})

/** Rejects as a `fetch` does. */
const aborted = (signal: AbortSignal) =>
  new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error))
  })
