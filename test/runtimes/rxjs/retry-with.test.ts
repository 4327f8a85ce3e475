import fc from 'fast-check'
import {
  RetryError,
  createRetryMachine,
  isRetryError,
  observe,
  retryIfException,
  retryIfResult,
  stopAfterAttempt,
  waitFixed,
} from 'holdfast'
import type { RetryCallState, RetryEnd } from 'holdfast'
import { retryWith } from 'holdfast/rxjs'
import { createVirtualClock } from 'holdfast/testing'
import {
  EMPTY,
  Observable,
  Subject,
  concat,
  concatMap,
  defer,
  firstValueFrom,
  from,
  lastValueFrom,
  of,
  range,
  repeat,
  share,
  switchMap,
  take,
  throwError,
  toArray,
} from 'rxjs'
import { describe, expect, test } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { modes } from './modes.ts'
import { watch } from './watch.ts'

describe.each(modes)('%s', (_mode, options) => {
  test('values pass through as they come, from the start again after a failure', async () => {
    const source = inTurn(
      concat(
        of(1, 2),
        throwError(() => 'busy'),
      ),
      concat(
        of(1),
        throwError(() => 'busy'),
      ),
      of(1, 2, 3),
    )
    const { told } = watch(source.pipe(retryWith({}, options)))
    await quiet()
    expect(told).toEqual([1, 2, 1, 1, 2, 3, 'complete'])
  })

  test('the values seen are those of the attempts, one after the other', async () => {
    const attempts = fc.array(fc.array(fc.integer(), { maxLength: 4 }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(attempts, async (values) => {
        const last = values.length - 1
        const sources = values.map((each, index) => {
          const source = from(each)
          return index === last
            ? source
            : concat(
                source,
                throwError(() => 'busy'),
              )
        })
        const seen = await lastValueFrom(inTurn(...sources).pipe(retryWith({}, options), toArray()))
        expect(seen).toEqual(values.flat())
      }),
      { numRuns: 50 },
    )
  })

  test('an error that is not retried comes by identity', async () => {
    const error = new Error('fatal')
    const seen: unknown[] = []
    const retry = retryIfException((each) => Boolean(seen.push(each)) && each !== error)
    const source = inTurn(
      throwError(() => 'busy'),
      throwError(() => error),
    )
    expect(await rejection(lastValueFrom(source.pipe(retryWith({ retry }, options))))).toBe(error)
    expect(seen).toEqual(['busy', error])
  })

  test('giving up is a RetryError', async () => {
    const source = throwError(() => 'busy').pipe(
      retryWith(createRetryMachine({ stop: stopAfterAttempt(2) }), options),
    )
    const error = await rejection(lastValueFrom(source))
    expect(error).toBeInstanceOf(RetryError)
    expect(error).toMatchObject({ cause: 'busy', lastAttempt: { attemptNumber: 2 } })
  })

  test('what a hook throws is the error', async () => {
    const bug = new Error('in a hook')
    const before = () => {
      throw bug
    }
    expect(await rejection(lastValueFrom(of(1).pipe(retryWith({ before }, options))))).toBe(bug)
  })

  test('the outcome of an attempt is its last value', async () => {
    const seen: unknown[] = []
    const ends: RetryEnd[] = []
    const unobserve = observe({ onEnd: (_state, end) => ends.push(end) })
    const retry = retryIfResult((value) => Boolean(seen.push(value)) && value !== 'ready')
    const source = inTurn(of('a', 'b'), EMPTY, of('c', 'ready'))
    const { told } = watch(source.pipe(retryWith({ retry }, options)))
    await quiet()
    unobserve()
    expect(seen).toEqual(['b', undefined, 'ready'])
    expect(told).toEqual(['a', 'b', 'c', 'ready', 'complete'])
    expect(ends).toEqual([{ status: 'done', value: 'ready' }])
  })

  test('a value that is a promise stays one', async () => {
    const promise = Promise.reject(new Error('nobody’s'))
    promise.catch(() => {})
    const seen: unknown[] = []
    const retry = ({ outcome }: RetryCallState) => {
      seen.push(outcome?.result())
      return false
    }
    const { told } = watch(of(promise).pipe(retryWith({ retry }, options)))
    await quiet()
    expect(told).toEqual([promise, 'complete'])
    expect(seen[0]).toBe(promise)
  })

  test('the value of a retryErrorCallback comes last', async () => {
    const source = concat(
      of(1),
      throwError(() => 'busy'),
    )
    const retryErrorCallback = async ({ attemptNumber }: RetryCallState) => `none in ${attemptNumber}`
    const policy = { stop: stopAfterAttempt(2), retryErrorCallback }
    const { told } = watch(source.pipe(retryWith<unknown>(policy, options)))
    await quiet()
    expect(told).toEqual([1, 1, 'none in 2', 'complete'])
    // Also for a consumer that wants no more than that.
    const taken = throwError(() => 'busy').pipe(retryWith<unknown>(policy, options), take(1))
    expect(await lastValueFrom(taken)).toBe('none in 2')
  })

  test('subscriptions are sessions of their own', async () => {
    const keys: string[] = []
    const before = ({ idempotencyKey }: RetryCallState) => void keys.push(idempotencyKey)
    const source = of(1).pipe(retryWith({ before }, options))
    watch(source)
    watch(source)
    await quiet()
    watch(source.pipe(retryWith({}, options)))
    await quiet()
    expect(new Set(keys).size).toBe(3)
    watch(of(1).pipe(retryWith({ before }, { ...options, id: 'key' })))
    await quiet()
    expect(keys.at(-1)).toBe('key')
  })

  test('it retries within a pipeline', async () => {
    let calls = 0
    const load = (id: number) => defer(() => (++calls % 3 ? throwError(() => 'busy') : of(id, id * 10)))
    const values = from([1, 2]).pipe(
      concatMap((id) => load(id).pipe(retryWith({ stop: stopAfterAttempt(3) }, options))),
      toArray(),
    )
    expect(await lastValueFrom(values)).toEqual([1, 10, 2, 20])
    expect(calls).toBe(6)
  })

  test('what is switched away from is not retried any more', async () => {
    const clock = createVirtualClock()
    const ids = new Subject<number>()
    const calls: number[] = []
    const load = (id: number) =>
      defer(() => {
        calls.push(id)
        return id === 1 ? throwError(() => 'busy') : of(id)
      })
    const { told } = watch(
      ids.pipe(switchMap((id) => load(id).pipe(retryWith({ clock, wait: waitFixed('1s') }, options)))),
    )
    ids.next(1)
    await quiet()
    expect(clock.timers).toBe(1)
    ids.next(2)
    expect(clock.timers).toBe(0)
    clock.advance(10_000)
    await quiet()
    expect(calls).toEqual([1, 2])
    expect(told).toEqual([2])
  })

  test('a shared session is one', async () => {
    let subscriptions = 0
    const source = defer(() => (++subscriptions < 3 ? throwError(() => 'busy') : of(1))).pipe(
      retryWith({}, options),
      share(),
    )
    const both = [watch(source), watch(source)]
    await quiet()
    expect(both.map(({ told }) => told)).toEqual([
      [1, 'complete'],
      [1, 'complete'],
    ])
    expect(subscriptions).toBe(3)
  })

  test('a retry without a wait starves nobody', async () => {
    let timers = 0
    const tick = setInterval(() => timers++, 1)
    let subscriptions = 0
    // However fast the machine is: it goes on until a timer had its turn, or never would have one.
    const source = defer(() => (timers === 0 && ++subscriptions < 100_000 ? throwError(() => 'busy') : of(1)))
    expect(await lastValueFrom(source.pipe(retryWith({}, options)))).toBe(1)
    clearInterval(tick)
    expect(timers).toBeGreaterThan(0)
  })
})

test('the first attempt begins, and a success that nobody asks about ends, within subscribe', async () => {
  const { told } = watch(of(1, 2).pipe(retryWith({ timeout: '1h', attemptTimeout: '1h' })))
  expect(told).toEqual([1, 2, 'complete'])
  const again = watch(of(1).pipe(retryWith({}), repeat(3)))
  expect(again.told).toEqual([1, 1, 1, 'complete'])
  const asked = watch(of(1).pipe(retryWith({ retry: retryIfResult((value) => value === 0) })))
  expect(asked.told).toEqual([1])
  await quiet()
  expect(asked.told).toEqual([1, 'complete'])
  expect(told).toEqual([1, 2, 'complete'])
})

test('take ends an endless source while it is being subscribed to', async () => {
  let given = 0
  let torn = 0
  const endless = new Observable<number>((subscriber) => {
    subscriber.add(() => torn++)
    while (!subscriber.closed) subscriber.next(++given)
  })
  const { told } = watch(endless.pipe(retryWith({ attemptTimeout: '1h' }), take(2)))
  expect(told).toEqual([1, 2, 'complete'])
  expect([given, torn]).toEqual([2, 1])
  expect(await firstValueFrom(range(1, Infinity).pipe(retryWith({})))).toBe(1)
})

test('a machine that provide has changed runs as it says', async () => {
  const machine = createRetryMachine().provide({ guards: { shouldStop: () => true } })
  const error = await rejection(lastValueFrom(throwError(() => 'busy').pipe(retryWith(machine))))
  expect(isRetryError(error)).toBe(true)
  const thrice = machine.provide({
    guards: { shouldRetry: ({ context }) => context.attemptNumber < 3, shouldStop: () => false },
  })
  expect(await lastValueFrom(of(1).pipe(retryWith(thrice), toArray()))).toEqual([1, 1, 1])
})

test('wrong arguments are refused at once', () => {
  expect(() => retryWith({ stop: 3 as never })).toThrow(/stop must be a function, got 3/)
  expect(() => retryWith(3 as never)).toThrow(/options must be an object, got 3/)
  expect(() => retryWith({}, { count: 1 } as never)).toThrow(/unknown option count.*there are id, inspect/)
  for (const wrong of [() => of(1), Promise.resolve(1), [1], undefined])
    expect(() => retryWith({})(wrong as never)).toThrow(
      expect.objectContaining({
        code: 'HOLDFAST_INVALID_OPTION',
        message: expect.stringContaining('what is retried must be an Observable, got'),
      }),
    )
})

/** Each subscription gets the next of these. */
function inTurn<T>(...sources: Observable<T>[]): Observable<T> {
  let subscriptions = 0
  return defer(() => sources[subscriptions++]!)
}
