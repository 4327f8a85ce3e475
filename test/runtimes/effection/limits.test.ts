// oxlint-disable typescript/no-floating-promises -- a task is its scope's to wait for
import { once, run, spawn, suspend } from 'effection'
import { retryAlways, retryIfExceptionType, stopAfterAttempt, TimeoutError, waitFixed } from 'holdfast'
import { beforeEach, describe, expect, test } from 'vitest'
import { rejection } from '../../support/settled.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { forms, interpreters } from './forms.ts'
import { begin, createStage, failsToClose } from './stage.ts'
import type { Stage } from './stage.ts'

let stage: Stage
beforeEach(() => {
  stage = createStage()
})

const fail = () => {
  throw new Error('down')
}

describe.each(forms)('$title: attemptTimeout', ({ run: retryIn }) => {
  test('halts the attempt, waits for its teardown, and then begins the next one', async () => {
    const { clock, observer, say, log, play } = stage
    const value = await play(() =>
      retryIn({ clock, observer, attemptTimeout: 100 }, function* ({ attemptNumber, signal }) {
        signal.addEventListener('abort', () => say(`abort: ${signal.reason.message} at ${clock.elapsed}`))
        try {
          if (attemptNumber < 2) yield* suspend()
        } finally {
          say(`aborted: ${signal.aborted}`)
          yield* stage.sleep(50)
          say(`torn down at ${clock.elapsed}`)
        }
        return attemptNumber
      }),
    )
    expect(value).toBe(2)
    expect(log).toEqual([
      'start',
      'attempt 1',
      'abort: the attempt took longer than 100 ms at 100',
      'aborted: true',
      'torn down at 150',
      'failed',
      'sleep 0',
      'attempt 2',
      'aborted: false',
      'torn down at 200',
      'succeeded',
      'end done',
    ])
    expect(clock.timers).toBe(0)
  })

  test('is a TimeoutError to the policy', async () => {
    const { clock, play } = stage
    const options = {
      clock,
      attemptTimeout: 100,
      stop: stopAfterAttempt(3),
      retry: retryIfExceptionType(TimeoutError),
    }
    const error = await rejection(play(() => retryIn(options, () => suspend())))
    expect(error).toMatchObject({
      name: 'RetryError',
      cause: { name: 'TimeoutError', scope: 'attempt', limit: 100 },
    })
    expect(clock.elapsed).toBe(300)
  })

  test('leaves an attempt alone that ends in time', async () => {
    const { clock, play } = stage
    const op = function* ({ attemptNumber }: { attemptNumber: number }) {
      yield* stage.sleep(99)
      if (attemptNumber < 2) fail()
      return attemptNumber
    }
    expect(await play(() => retryIn({ clock, attemptTimeout: 100 }, op))).toBe(2)
    expect(clock.elapsed).toBe(198)
    expect(clock.timers).toBe(0)
  })

  test('what waits for the signal does not go on when it is aborted', async () => {
    const { clock, say, log, play } = stage
    const op = function* ({ signal }: { signal: AbortSignal }) {
      yield* once(signal, 'abort')
      say('never')
    }
    const options = { clock, attemptTimeout: 100, stop: stopAfterAttempt(2), reraise: true }
    expect(await rejection(play(() => retryIn(options, op)))).toBeInstanceOf(TimeoutError)
    expect(log).toEqual([])
  })

  test('an error of the teardown counts for more', async () => {
    const broken = new Error('cannot close')
    const op = () => failsToClose(broken)
    const options = { clock: stage.clock, attemptTimeout: 100, stop: stopAfterAttempt(2), reraise: true }
    expect(await rejection(stage.play(() => retryIn(options, op)))).toBe(broken)
  })

  test('a child that crashes fails the attempt', async () => {
    const crash = new Error('crash')
    const op = function* () {
      yield* spawn(function* () {
        yield* stage.sleep(10)
        throw crash
      })
      yield* suspend()
    }
    const options = { clock: stage.clock, attemptTimeout: 100, retry: () => false }
    expect(await rejection(stage.play(() => retryIn(options, op)))).toBe(crash)
    expect(stage.clock.elapsed).toBe(10)
  })

  test('halted while an attempt that fails by itself takes too long, the halt has nothing to complain of', async () => {
    const { clock, observer, log, pass, finish } = stage
    const [task] = await begin(() =>
      retryIn({ clock, observer, attemptTimeout: 100 }, function* () {
        yield* stage.hold('connection', 200)
        fail()
      }),
    )
    await pass(120)
    await finish(task!.halt())
    expect(log.slice(-2)).toEqual(['released connection', 'end failed'])
  })

  test('halted, an error of the teardown is thrown at whoever halts', async () => {
    const broken = new Error('cannot close')
    const op = () => failsToClose(broken)
    const [task] = await begin(() => retryIn({ clock: stage.clock, attemptTimeout: 100 }, op))
    expect(await rejection(stage.finish(task!.halt()))).toBe(broken)
  })

  test('halted during the teardown of an attempt that took too long, it waits for that', async () => {
    const { clock, observer, log, pass, finish } = stage
    const [task] = await begin(() =>
      retryIn({ clock, observer, attemptTimeout: 100 }, function* () {
        yield* stage.hold('connection', 50)
        yield* suspend()
      }),
    )
    await pass(120)
    await finish(task!.halt())
    expect(clock.elapsed).toBe(150)
    expect(log.slice(-3)).toEqual(['release connection', 'released connection', 'end failed'])
  })
})

describe.each(forms)('$title: timeout', ({ run: retryIn }) => {
  test('ends the session mid-attempt, once that is torn down', async () => {
    const { clock, observer, log, play } = stage
    const error = await rejection(
      play(() =>
        retryIn({ clock, observer, timeout: 100, retry: retryAlways }, function* () {
          yield* stage.hold('connection', 50)
          yield* suspend()
        }),
      ),
    )
    expect(error).toMatchObject({ name: 'TimeoutError', scope: 'session', limit: 100 })
    expect(clock.elapsed).toBe(150)
    expect(log.slice(-3)).toEqual(['release connection', 'released connection', 'end failed'])
  })

  test('ends it mid-sleep', async () => {
    const { clock, play } = stage
    const error = await rejection(play(() => retryIn({ clock, timeout: 100, wait: waitFixed('1h') }, fail)))
    expect(error).toMatchObject({ name: 'TimeoutError', scope: 'session', cause: { message: 'down' } })
    expect([clock.elapsed, clock.timers]).toEqual([100, 0])
  })
})

describe.each(interpreters)('$title: a signal', ({ run: retryIn }) => {
  const reason = new Error('no longer needed')

  test.each(['the call', 'the policy'])(
    'of %s ends the session, once the attempt is torn down',
    async (whose) => {
      const { clock, observer, say, log, pass, finish } = stage
      const controller = new AbortController()
      const { signal } = controller
      const [task] = await begin(() =>
        retryIn(
          { clock, observer, retry: retryAlways, ...(whose === 'the policy' && { signal }) },
          function* (attempt) {
            attempt.signal.addEventListener('abort', () => say(`abort: ${attempt.signal.reason.message}`))
            try {
              yield* suspend()
            } finally {
              yield* stage.sleep(50)
              say('torn down')
            }
          },
          whose === 'the call' ? { signal } : {},
        ),
      )
      await pass(10)
      controller.abort(reason)
      expect(await rejection(finish(task!))).toBe(reason)
      expect(clock.elapsed).toBe(60)
      expect(log).toEqual(['start', 'attempt 1', `abort: ${reason.message}`, 'torn down', 'end failed'])
    },
  )

  test('ends it mid-sleep, and in a hook', async () => {
    const { clock, finish } = stage
    const hooks = [
      { wait: waitFixed('1h') },
      { before: () => suspend() },
      { after: () => new Promise(() => {}) },
    ]
    for (const options of hooks) {
      const controller = new AbortController()
      // oxlint-disable-next-line no-await-in-loop
      const [task] = await begin(() => retryIn({ clock, ...options }, fail, { signal: controller.signal }))
      controller.abort(reason)
      // oxlint-disable-next-line no-await-in-loop
      expect(await rejection(finish(task!))).toBe(reason)
    }
    expect(clock.timers).toBe(0)
  })

  test('that the attempt aborts itself ends the session where the attempt waits next', async () => {
    const { clock, observer, log, play } = stage
    const controller = new AbortController()
    const op = function* () {
      yield* stage.hold('connection')
      controller.abort(reason)
      yield* suspend()
    }
    const call = { signal: controller.signal }
    expect(await rejection(play(() => retryIn({ clock, observer }, op, call)))).toBe(reason)
    expect(log).toEqual(['start', 'attempt 1', 'acquire connection', 'release connection', 'end failed'])
  })

  test.each(['at once', 'later'])('an error of the teardown, %s, counts for more', async (when) => {
    const broken = new Error('cannot close')
    const controller = new AbortController()
    const op = function* () {
      try {
        yield* suspend()
      } finally {
        if (when === 'later') yield* stage.sleep(50)
        // oxlint-disable-next-line no-unsafe-finally
        throw broken
      }
    }
    const errors = await unhandledDuring(async () => {
      const { clock, observer, finish } = stage
      const [task] = await begin(() => retryIn({ clock, observer }, op, { signal: controller.signal }))
      controller.abort(reason)
      expect(await rejection(finish(task!))).toBe(broken)
    })
    expect(errors).toEqual([])
    expect(stage.log).toEqual(['start', 'attempt 1', 'end failed'])
  })

  test('the second reason, and a halt after it, change nothing', async () => {
    const { clock, observer, log, finish } = stage
    const [call, policy] = [new AbortController(), new AbortController()]
    const op = function* () {
      yield* stage.hold('connection', 50)
      yield* suspend()
    }
    const operation = () => retryIn({ clock, observer, signal: policy.signal }, op, { signal: call.signal })
    const [task] = await begin(operation)
    call.abort(reason)
    policy.abort(new Error('second'))
    await finish(task!.halt())
    expect(log.slice(-3)).toEqual(['release connection', 'released connection', 'end failed'])
    const [again] = [run(operation)]
    expect(await rejection(again)).toMatchObject({ message: 'second' })
  })
})
