// oxlint-disable require-yield -- an operation may have nothing to wait for
import { run, suspend } from 'effection'
import { createRetryMachine, stopAfterAttempt, waitFixed } from 'holdfast'
import { runWithRetry } from 'holdfast/effection'
import type { AttemptInfo } from 'holdfast/effection'
import { describe, expect, test } from 'vitest'
import type { InspectionEvent } from 'xstate'
import { rejection } from '../../support/settled.ts'
import { forms, interpreters } from './forms.ts'
import { createStage } from './stage.ts'

describe.each(interpreters)('$title', ({ run: retryIn }) => {
  test('the function is told which attempt it is', async () => {
    const { clock, play } = createStage()
    const seen: unknown[] = []
    const value = await play(() =>
      retryIn(
        { clock, wait: waitFixed(1000) },
        function* ({ attemptNumber, idempotencyKey, attemptKey, isRepeated, signal }) {
          seen.push([attemptNumber, idempotencyKey, attemptKey, isRepeated, signal.aborted])
          if (attemptNumber < 3) throw new Error('down')
          return attemptNumber
        },
        { id: 'invoice-42' },
      ),
    )
    expect(value).toBe(3)
    expect(seen).toEqual(
      [1, 2, 3].map((number) => [number, 'invoice-42', `invoice-42:${number}`, false, false]),
    )
    expect(clock.elapsed).toBe(2000)
  })

  test('a signal that is aborted already lets nothing run', async () => {
    const reason = new Error('too late')
    let calls = 0
    const op = retryIn({}, () => calls++, { signal: AbortSignal.abort(reason) })
    expect(await rejection(run(() => op))).toBe(reason)
    expect(calls).toBe(0)
  })

  test('a clock that throws is an error of the operation', async () => {
    const broken = new Error('no time')
    const clock = {
      now: () => 0,
      monotonic: () => {
        throw broken
      },
      setTimer: () => () => {},
    }
    expect(await rejection(run(() => retryIn({ clock }, () => 1)))).toBe(broken)
  })
})

describe('all forms', () => {
  const scenarios: Record<string, (attempt: AttemptInfo, stage: ReturnType<typeof createStage>) => unknown> =
    {
      'a success': function* (_attempt, { sleep }) {
        yield* sleep(1)
      },
      'two failures': function* ({ attemptNumber }, { sleep }) {
        yield* sleep(1)
        if (attemptNumber < 3) throw new Error('down')
      },
      'giving up': () => {
        throw new Error('down')
      },
      'attempts that take too long': function* (_attempt, { hold }) {
        yield* hold('connection', 5)
        yield* suspend()
      },
      'a session that takes too long': function* (_attempt, { hold, sleep }) {
        yield* hold('connection', 100)
        yield* sleep(40)
        throw new Error('down')
      },
    }

  test.each(Object.entries(scenarios))('log the same of %s', async (_title, op) => {
    const logs = await Promise.all(
      forms.map(async ({ run: retryIn }) => {
        const stage = createStage()
        const { clock, observer, say, play } = stage
        const options = {
          clock,
          observer,
          stop: stopAfterAttempt(4),
          wait: waitFixed(10),
          attemptTimeout: 50,
          timeout: 300,
          *before() {
            yield* stage.sleep(1)
            say(`before at ${clock.elapsed}`)
          },
        }
        await play(() => retryIn(options, (attempt) => op(attempt, stage))).catch(({ name, scope }) =>
          say(`${name} ${scope} at ${clock.elapsed}`),
        )
        return stage.log
      }),
    )
    expect(logs[0]!.at(0)).toBe('start')
    for (const log of logs) expect(log).toEqual(logs[0])
  })
})

test('a machine runs any number of sessions', async () => {
  const machine = createRetryMachine({ stop: stopAfterAttempt(2) })
  const op = function* ({ attemptNumber }: AttemptInfo) {
    if (attemptNumber < 2) throw new Error('down')
    return attemptNumber
  }
  expect(await Promise.all([1, 2].map(() => run(() => runWithRetry(machine, op))))).toEqual([2, 2])
})

test('inspect is told what happens in the session', async () => {
  const events: InspectionEvent[] = []
  await run(() => runWithRetry({}, () => 1, { inspect: (event) => events.push(event) }))
  expect(events.map(({ type }) => type)).toContain('@xstate.snapshot')
})

test('an actor of the machine that was replaced is run in place of the attempt', async () => {
  const { fromPromise } = await import('xstate')
  const machine = createRetryMachine().provide({
    actors: { attempt: fromPromise(async () => 'other') as never },
  })
  expect(await run(() => runWithRetry(machine, () => 'own'))).toBe('other')
})

test.each<[string, () => unknown, RegExp]>([
  ['no function', () => runWithRetry({}, 7 as never), /what is retried must be a function, got 7/],
  ['a wrong option', () => runWithRetry({ stop: 3 } as never, () => 1), /stop must be a function, got 3/],
  ['no machine', () => runWithRetry(null as never, () => 1), /options must be an object, got null/],
  [
    'a wrong signal',
    () => runWithRetry({}, () => 1, { signal: 5 as never }),
    /signal must be an object with/,
  ],
  ['a store', () => runWithRetry({}, () => 1, { store: {} } as never), /unknown option store/],
])('%s is refused at once', (_title, call, message) => {
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
})
