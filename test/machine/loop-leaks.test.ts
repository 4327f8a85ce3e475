import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
import type { LoopAttempt, RetryCallState, RetryEnd, RetryLoop, RetryOptions } from 'holdfast'
import { attach } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'

import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import type { Settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

/** A loop runs in the compiled driver, unless somebody inspects. */
const interpreters: readonly [string, () => void][] = [
  ['the compiled driver', () => {}],
  ['XState', () => onTestFinished(attach({ inspect: () => {} }))],
]

/** What a loop may have left behind, once it was left. */
interface Remains {
  readonly end: Settled
  /** What its session did: hooks, attempts, its end. */
  readonly log: readonly string[]
  /** What it did later, when every timer would have fired. */
  readonly later: readonly string[]
  readonly listeners: number
  readonly timers: number
  readonly unhandled: readonly unknown[]
}

const NOTHING = { later: [], listeners: 0, timers: 0, unhandled: [] }

interface Stage {
  readonly retrying: AsyncRetrying
  readonly loop: RetryLoop
  readonly abort: (reason: unknown) => void
}

/** Walks a loop that has two signals, both time limits, every hook and long sleeps; tells what remains of it. */
async function remainsOf(options: RetryOptions, walk: (stage: Stage) => Promise<unknown>): Promise<Remains> {
  const clock = createVirtualClock()
  const policySignal = new AbortController()
  const loopSignal = new AbortController()
  const log: string[] = []
  const note = (what: string) => (state: RetryCallState) => void log.push(`${what} ${state.attemptNumber}`)
  const retrying = new AsyncRetrying({
    clock,
    signal: policySignal.signal,
    timeout: '1 day',
    attemptTimeout: '1h',
    wait: () => 60_000,
    before: note('before'),
    after: note('after'),
    beforeSleep: note('beforeSleep'),
    observer: {
      onAttempt: note('attempt'),
      onEnd: (_state, end: RetryEnd) => void log.push(end.status),
    },
    ...options,
  })
  const loop = retrying.loop({ signal: loopSignal.signal })
  let end: Settled
  let before: string[] = []
  const unhandled = await unhandledDuring(async () => {
    end = await settled(walk({ retrying, loop, abort: (reason) => loopSignal.abort(reason) }))
    await quiet()
    before = [...log]
    clock.advance(10 * 24 * 3_600_000)
    await quiet()
  })
  const listeners = [policySignal, loopSignal].flatMap(({ signal }) => getEventListeners(signal, 'abort'))
  return {
    end,
    log: before,
    later: log.slice(before.length),
    listeners: listeners.length,
    timers: clock.timers,
    unhandled,
  }
}

const FIRST = ['before 1', 'attempt 1']

describe.each(interpreters)('in %s nothing is left of a loop that is left', (_interpreter, show) => {
  test.each<[string, (attempt: LoopAttempt) => unknown]>([
    ['before its attempt has run', () => {}],
    ['after its attempt has failed', (attempt) => attempt.run(fail)],
    ['after its attempt has succeeded', (attempt) => attempt.run(() => 'ok')],
    ['after a result was set', (attempt) => attempt.setResult('set')],
    ['while its attempt runs', (attempt) => void attempt.run(hang)],
    ['while its attempt runs, and fails late', (attempt) => void attempt.run(() => quiet().then(fail))],
  ])('by break, return, continue or a throw, %s', async (_when, turn) => {
    show()
    const error = new Error('thrown in the block')
    const ways: Readonly<Record<string, (stage: Stage) => Promise<unknown>>> = {
      async break({ loop }) {
        for await (const attempt of loop) {
          await turn(attempt)
          break
        }
      },
      async return({ loop }) {
        for await (const attempt of loop) {
          await turn(attempt)
          return
        }
      },
      async continue({ loop }) {
        let times = 0
        outer: while (times++ < 1) {
          for await (const attempt of loop) {
            await turn(attempt)
            continue outer
          }
        }
      },
      async throw({ loop }) {
        for await (const attempt of loop) {
          await turn(attempt)
          throw error
        }
      },
    }
    for (const [way, walk] of Object.entries(ways)) {
      expect(await remainsOf({}, walk)).toStrictEqual({
        ...NOTHING,
        end: way === 'throw' ? { error } : { value: undefined },
        log: [...FIRST, 'failed'],
      })
    }
  })

  test('from a loop within, by the label of the one around it', async () => {
    show()
    const remains = await remainsOf({}, async ({ loop, retrying }) => {
      outer: for await (const attempt of loop) {
        for await (const inner of retrying) {
          await inner.run(fail)
          if (inner.attemptNumber === attempt.attemptNumber) break outer
        }
      }
    })
    expect(remains).toStrictEqual({
      ...NOTHING,
      end: { value: undefined },
      log: [...FIRST, ...FIRST, 'failed', 'failed'],
    })
  })

  test.each<[string, RetryOptions, string[]]>([
    ['a hook', { before: hang }, []],
    ['a predicate', { retry: hang }, FIRST],
    ['a sleep', {}, [...FIRST, 'after 1', 'beforeSleep 1']],
    ['a sleep of its own', { sleep: hang }, [...FIRST, 'after 1', 'beforeSleep 1']],
  ])(
    'from elsewhere, during %s: the next turn that is waited for is the end',
    async (_step, options, log) => {
      show()
      const remains = await remainsOf(options, async ({ loop }) => {
        const walk = async () => {
          for await (const attempt of loop) await attempt.run(fail)
        }
        const walking = walk()
        await quiet()
        await loop.return?.()
        return walking
      })
      expect(remains).toStrictEqual({ ...NOTHING, end: { value: undefined }, log: [...log, 'failed'] })
    },
  )

  test('by a hook of its own, which waits for that', async () => {
    show()
    let leave: () => unknown = () => {}
    const remains = await remainsOf({ after: () => leave() }, async ({ loop }) => {
      leave = () => loop.return?.()
      for await (const attempt of loop) await attempt.run(fail)
    })
    expect(remains).toStrictEqual({ ...NOTHING, end: { value: undefined }, log: [...FIRST, 'failed'] })
  })

  test('and an attempt that was kept runs no body any more', async () => {
    show()
    let runs = 0
    for (const options of [{}, { signal: new AbortController().signal }]) {
      const kept: LoopAttempt[] = []
      for await (const attempt of new AsyncRetrying(options)) {
        kept.push(attempt)
        break
      }
      expect(await kept[0]?.run(() => ++runs)).toBeUndefined()
    }
    expect(runs).toBe(0)
  })
})

describe.each(interpreters)('in %s an abort leaves nothing of a loop', (_interpreter, show) => {
  const step = (option: string): [string, RetryOptions] => [option, { stop: () => true, [option]: hang }]

  test.each<[string, RetryOptions, ((attempt: LoopAttempt) => unknown)?]>([
    ['while its body runs', {}, (attempt) => attempt.run(hang)],
    ['in a body that awaits something else', {}, () => quiet()],
    [
      'while its body runs, which fails late',
      {},
      (attempt) => attempt.run(() => quiet().then(quiet).then(fail)),
    ],
    ['in a sleep', {}],
    ['in a sleep of its own', { sleep: hang }],
    ['in a beforeSleep', { beforeSleep: hang }],
    ...['before', 'retry', 'after', 'wait', 'stop', 'retryErrorCallback'].map(step),
  ])('%s: it throws the reason, and runs nothing more', async (_when, options, turn) => {
    show()
    const reason = { code: 'shutdown' }
    const turns: number[] = []
    const { end, log, ...rest } = await remainsOf(options, async ({ loop, abort }) => {
      const walk = async () => {
        for await (const attempt of loop) {
          turns.push(attempt.attemptNumber)
          await (turn ?? (() => attempt.run(fail)))(attempt)
        }
      }
      const walking = walk()
      await nextTurn()
      abort(reason)
      return walking
    })
    expect(end).toStrictEqual({ error: reason })
    expect(log.at(-1)).toBe('failed')
    expect(log.filter((entry) => entry.startsWith('attempt'))).toHaveLength(turns.length)
    expect(turns.length).toBeLessThan(2)
    expect(rest).toStrictEqual(NOTHING)
  })

  test('that its body sees and leaves by: the result is the reason', async () => {
    show()
    const remains = await remainsOf({}, async ({ loop, abort }) => {
      for await (const attempt of loop) {
        await attempt.run(() => abort('shutdown'))
        if (attempt.signal.aborted) break
      }
      return loop.result()
    })
    expect(remains).toStrictEqual({ ...NOTHING, end: { error: 'shutdown' }, log: [...FIRST, 'failed'] })
  })
})

describe.each(interpreters)('in %s a generator around a loop', (_interpreter, show) => {
  const finals: string[] = []

  /** Gives each attempt's number, and ends as its consumer wants. */
  async function* numbers(loop: RetryLoop) {
    try {
      for await (const attempt of loop) {
        yield attempt.attemptNumber
        await attempt.run(() => attempt.attemptNumber === 3 || fail())
      }
    } finally {
      finals.push('finally')
    }
  }

  test.each<[string, number, (seen: number) => unknown]>([
    ['is left', 1, () => 'break'],
    ['is thrown at', 1, fail],
    ['is left in its second turn', 2, (seen) => seen === 2 && 'break'],
  ])('that %s ends its session, then runs its finally', async (_how, turns, body) => {
    show()
    finals.length = 0
    const seen: number[] = []
    const { log, end, ...rest } = await remainsOf({ wait: () => 0 }, async ({ loop }) => {
      try {
        for await (const number of numbers(loop)) {
          seen.push(number)
          if (body(number) === 'break') break
        }
      } finally {
        finals.push('after')
      }
    })
    expect({ seen: seen.length, finals, last: log.at(-1) }).toStrictEqual({
      seen: turns,
      finals: ['finally', 'after'],
      last: 'failed',
    })
    expect(end).toBeDefined()
    expect(rest).toStrictEqual(NOTHING)
  })

  test('that is walked to the end runs its finally once', async () => {
    show()
    finals.length = 0
    const seen: number[] = []
    const { log, ...rest } = await remainsOf({ wait: () => 0 }, async ({ loop }) => {
      for await (const number of numbers(loop)) seen.push(number)
    })
    expect(seen).toStrictEqual([1, 2, 3])
    expect(finals).toStrictEqual(['finally'])
    expect(log.at(-1)).toBe('done')
    expect(rest).toStrictEqual({ ...NOTHING, end: { value: undefined } })
  })

  test('that delegates to it by yield* passes a throw on as an end', async () => {
    show()
    const remains = await remainsOf({}, async ({ loop }) => {
      async function* delegate() {
        yield* loop
      }
      const generator = delegate()
      await generator.next()
      await rejection(generator.throw(new Error('thrown in')))
    })
    expect(remains).toStrictEqual({ ...NOTHING, end: { value: undefined }, log: [...FIRST, 'failed'] })
  })
})

describe.each(interpreters)('in %s a body that goes on after its turn', (_interpreter, show) => {
  test('does not end the sleep that follows, nor its successor’s time limit', async () => {
    show()
    const clock = createVirtualClock()
    const retry = ({ outcome }: RetryCallState) => outcome?.failed || outcome?.result() === 'again'
    const retrying = new AsyncRetrying({ clock, retry, wait: () => 1000, attemptTimeout: 500 })
    const loop = retrying.loop()
    const finish: (() => void)[] = []
    const slow = () => new Promise<void>((resolve) => finish.push(resolve))
    const turns: number[] = []
    const walk = async () => {
      for await (const attempt of loop) {
        turns.push(attempt.attemptNumber)
        if (attempt.attemptNumber === 3) return
        if (attempt.attemptNumber === 2) await attempt.run(hang)
        else {
          void attempt.run(slow)
          attempt.setResult('again')
        }
      }
    }
    const walking = walk()
    await quiet()
    finish[0]?.()
    await quiet()
    expect(clock.timers).toBe(1)
    clock.advance(1000)
    await quiet()
    expect(turns).toStrictEqual([1, 2])
    expect(clock.next).toBe(500)
    clock.advance(500)
    await quiet()
    clock.advance(1000)
    await walking
    expect(turns).toStrictEqual([1, 2, 3])
    expect(clock.timers).toBe(0)
  })

  test('cannot be run in a later turn', async () => {
    show()
    const retry = ({ outcome }: RetryCallState) => outcome?.result() === 'again'
    const kept: LoopAttempt[] = []
    let runs = 0
    for await (const attempt of new AsyncRetrying({ retry })) {
      kept.push(attempt)
      attempt.setResult(attempt.attemptNumber === 1 ? 'again' : 'ok')
      if (attempt.attemptNumber === 1) continue
      expect(await settled(kept[0]!.run(() => ++runs))).toMatchObject({
        error: { code: 'HOLDFAST_INVALID_CALL', message: expect.stringContaining('attempt 1 is over') },
      })
    }
    expect({ turns: kept.length, runs }).toStrictEqual({ turns: 2, runs: 0 })
  })
})

describe.each(interpreters)('in %s a loop', (_interpreter, show) => {
  test('begins with its first turn, not when it is made', async () => {
    show()
    const clock = createVirtualClock()
    const loop = new AsyncRetrying({ clock, stop: stopAfterAttempt(1) }).loop()
    clock.advance(5000)
    const { value: attempt } = await loop.next()
    const startTime = attempt?.state.startTime
    await attempt?.run(fail)
    clock.advance(1)
    await rejection(loop.next())
    expect(startTime).toBe(clock.monotonic() - 1)
    expect(attempt?.state.elapsed).toBe(1)
  })

  test('that has failed keeps its error when it is returned once more', async () => {
    show()
    const loop = new AsyncRetrying({ stop: stopAfterAttempt(1), reraise: true }).loop()
    const walk = async () => {
      for await (const attempt of loop) await attempt.run(fail)
    }
    await rejection(walk())
    await loop.return?.()
    expect(() => loop.result()).toThrow('down')
  })
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test.each(interpreters)(
  'in %s a signal that lives on holds no loop that was left, nor its attempts',
  async (_interpreter, show) => {
    show()
    const { signal } = new AbortController()
    const held: WeakRef<object>[] = []
    const leave = async () => {
      const loop = new AsyncRetrying({ signal, timeout: '1h', attemptTimeout: '1h' }).loop()
      for await (const attempt of loop) {
        held.push(new WeakRef(loop), new WeakRef(attempt), new WeakRef(attempt.state))
        void attempt.run(hang)
        break
      }
    }
    for (let times = 0; times < 10; times++) await leave()
    // A WeakRef holds its target until the turn has ended.
    await quiet()
    collect()
    expect(held.filter((reference) => reference.deref() !== undefined)).toHaveLength(0)
    expect(held).toHaveLength(30)
  },
)
