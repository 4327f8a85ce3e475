import { createRetryMachine, observe, waitFixed } from 'holdfast'
import type { RetryEnd } from 'holdfast'
import { retryWith } from 'holdfast/rxjs'
import { createVirtualClock } from 'holdfast/testing'
import { NEVER, Observable, Subject, defer, merge, of, takeUntil, throwError } from 'rxjs'
import { describe, expect, test } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { modes } from './modes.ts'
import { watch } from './watch.ts'

describe.each(modes)('%s', (_mode, options) => {
  test('unsubscribing ends the attempt at once', async () => {
    const clock = createVirtualClock()
    const log: string[] = []
    const source = new Observable<number>((subscriber) => {
      subscriber.next(1)
      return () => log.push('torn down')
    })
    const ends: RetryEnd[] = []
    const unobserve = observe({ onEnd: (_state, end) => ends.push(end) })
    const policy = { clock, attemptTimeout: '1h', timeout: '1 day' }
    const unhandled = await unhandledDuring(async () => {
      const { told, subscription } = watch(source.pipe(retryWith(policy, options)))
      await quiet()
      subscription.unsubscribe()
      log.push('unsubscribed')
      await quiet()
      expect(clock.timers).toBe(0)
      expect(told).toEqual([1])
    })
    unobserve()
    expect(log).toEqual(['torn down', 'unsubscribed'])
    expect(unhandled).toEqual([])
    expect(ends).toMatchObject([{ status: 'failed', error: { name: 'AbortError' } }])
  })

  test('unsubscribing ends the sleep at once', async () => {
    const clock = createVirtualClock()
    let subscriptions = 0
    const source = defer(() => {
      subscriptions++
      return throwError(() => 'busy')
    })
    const unhandled = await unhandledDuring(async () => {
      const { told, subscription } = watch(source.pipe(retryWith({ clock, wait: waitFixed('1h') }, options)))
      await quiet()
      expect(clock.timers).toBe(1)
      subscription.unsubscribe()
      expect(clock.timers).toBe(0)
      clock.advance(1e9)
      await quiet()
      expect(told).toEqual([])
    })
    expect(subscriptions).toBe(1)
    expect(unhandled).toEqual([])
  })

  test('unsubscribing during a hook lets no attempt begin', async () => {
    let subscriptions = 0
    let goOn = () => {}
    const before = () => new Promise<void>((resolve) => (goOn = resolve))
    const source = defer(() => of(++subscriptions))
    const { subscription } = watch(source.pipe(retryWith({ before }, options)))
    await quiet()
    subscription.unsubscribe()
    goOn()
    await quiet()
    expect(subscriptions).toBe(0)
  })

  test('takeUntil ends it, in the middle of a value too', async () => {
    const stop = new Subject<void>()
    const source = new Subject<number>()
    const { told } = watch(source.pipe(retryWith({}, options), takeUntil(stop)))
    await quiet()
    source.subscribe((value) => {
      if (value === 2) stop.next()
    })
    source.next(1)
    source.next(2)
    source.next(3)
    expect(told).toEqual([1, 2, 'complete'])
    expect(source.observed).toBe(true)
  })

  test('a consumer may unsubscribe in the very value', async () => {
    const source = new Subject<number>()
    const seen: number[] = []
    const subscription = source.pipe(retryWith({ attemptTimeout: '1h' }, options)).subscribe((value) => {
      seen.push(value)
      subscription.unsubscribe()
    })
    await quiet()
    source.next(1)
    source.next(2)
    expect(seen).toEqual([1])
    expect(source.observed).toBe(false)
  })

  test('a source whose teardown throws is no reason to go on', async () => {
    const torn = new Error('in a teardown')
    let subscriptions = 0
    const source = new Observable<number>(() => {
      subscriptions++
      return () => {
        throw torn
      }
    })
    const ends: RetryEnd[] = []
    const unobserve = observe({ onEnd: (_state, end) => ends.push(end) })
    const { subscription } = watch(merge(source.pipe(retryWith({}, options)), NEVER))
    await quiet()
    expect(() => subscription.unsubscribe()).toThrow(/in a teardown/)
    await quiet()
    unobserve()
    expect(subscriptions).toBe(1)
    expect(ends).toMatchObject([{ status: 'failed', error: { name: 'AbortError' } }])
  })

  test('a signal ends it with its reason, mid-attempt and mid-sleep', async () => {
    const clock = createVirtualClock()
    for (const source of [NEVER, throwError(() => 'busy')]) {
      const caller = new AbortController()
      const reason = new Error('enough')
      const machine = createRetryMachine({ signal: caller.signal, wait: waitFixed('1h'), clock })
      const { told } = watch(source.pipe(retryWith(machine, options)))
      await quiet()
      caller.abort(reason)
      await quiet()
      expect(told).toEqual([['error', reason]])
      // An aborted signal lets nothing begin.
      let subscriptions = 0
      const late = watch(defer(() => of(++subscriptions)).pipe(retryWith(machine, options)))
      await quiet()
      expect(late.told).toEqual([['error', reason]])
      expect(subscriptions).toBe(0)
    }
    expect(clock.timers).toBe(0)
  })

  test('a source that aborts its own session and completes does not succeed', async () => {
    const caller = new AbortController()
    const source = defer(() => {
      caller.abort('enough')
      return of(1)
    })
    const { told } = watch(source.pipe(retryWith({ signal: caller.signal }, options)))
    await quiet()
    expect(told.at(-1)).toEqual(['error', 'enough'])
  })
})
