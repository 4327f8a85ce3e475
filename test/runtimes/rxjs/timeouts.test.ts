import { TimeoutError, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetryCallState } from 'holdfast'
import { retryWith } from 'holdfast/rxjs'
import { createVirtualClock } from 'holdfast/testing'
import { NEVER, Observable, Subject, concat, defer, of } from 'rxjs'
import { describe, expect, test } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { modes } from './modes.ts'
import { watch } from './watch.ts'

describe.each(modes)('%s', (_mode, options) => {
  test('attemptTimeout limits the wait for the first value, for each next one, and for the completion', async () => {
    for (const values of [0, 1, 3]) {
      const clock = createVirtualClock()
      const sources: Subject<number>[] = []
      const source = defer(() => {
        const next = new Subject<number>()
        sources.push(next)
        return next
      })
      const { told } = watch(source.pipe(retryWith({ clock, attemptTimeout: 1000 }, options)))
      await quiet()
      for (let value = 0; value < values; value++) {
        clock.advance(999)
        sources[0]!.next(value)
      }
      clock.advance(999)
      await quiet()
      expect(sources).toHaveLength(1)
      clock.advance(1)
      expect(sources[0]!.observed).toBe(false)
      await quiet()
      expect(sources).toHaveLength(2)
      sources[1]!.complete()
      await quiet()
      expect(told).toEqual([...Array(values).keys(), 'complete'])
      expect(clock.timers).toBe(0)
    }
  })

  test('an attempt that took too long failed with a TimeoutError', async () => {
    const clock = createVirtualClock()
    const policy = { clock, attemptTimeout: 1000, stop: stopAfterAttempt(1), reraise: true }
    const { told } = watch(NEVER.pipe(retryWith(policy, options)))
    await quiet()
    clock.advance(1000)
    await quiet()
    expect(told).toEqual([['error', expect.any(TimeoutError)]])
  })

  test('the time that a consumer takes does not count', async () => {
    const clock = createVirtualClock()
    const source = new Subject<number>()
    let subscriptions = 0
    const slow = defer(() => {
      subscriptions++
      return source
    }).pipe(retryWith({ clock, attemptTimeout: 1000 }, options))
    slow.subscribe(() => clock.advance(5000))
    await quiet()
    source.next(1)
    source.next(2)
    clock.advance(999)
    await quiet()
    expect(subscriptions).toBe(1)
    expect(clock.timers).toBe(1)
    clock.advance(1)
    await quiet()
    expect(subscriptions).toBe(2)
  })

  test('values within a value leave one timer', async () => {
    const clock = createVirtualClock()
    const source = new Subject<number>()
    source.pipe(retryWith({ clock, attemptTimeout: 1000 }, options)).subscribe((value) => {
      if (value < 3) source.next(value + 1)
    })
    await quiet()
    source.next(1)
    expect(clock.timers).toBe(1)
    source.complete()
    await quiet()
    expect(clock.timers).toBe(0)
  })

  test('what a source makes of its end comes too late', async () => {
    const clock = createVirtualClock()
    let signal: AbortSignal | undefined
    const source = new Observable<number>((subscriber) => {
      signal?.addEventListener('abort', () => subscriber.next(1))
      return () => subscriber.error('torn down')
    })
    const policy = {
      clock,
      attemptTimeout: 1000,
      stop: stopAfterAttempt(1),
      reraise: true,
      before: (state: RetryCallState) => void (signal = state.signal),
    }
    const { told } = watch(source.pipe(retryWith(policy, options)))
    await quiet()
    clock.advance(1000)
    await quiet()
    expect(signal?.reason).toBeInstanceOf(TimeoutError)
    expect(told).toEqual([['error', signal?.reason]])
  })

  test('timeout ends the session, mid-stream and mid-sleep', async () => {
    for (const source of [
      concat(of(1), NEVER),
      concat(
        of(1),
        defer(() => Promise.reject(new Error('busy'))),
      ),
    ]) {
      const clock = createVirtualClock()
      const policy = { clock, timeout: 5000, wait: waitFixed('1h') }
      const { told } = watch(source.pipe(retryWith(policy, options)))
      await quiet()
      clock.advance(5000)
      await quiet()
      expect(told).toEqual([1, ['error', expect.objectContaining({ scope: 'session', limit: 5000 })]])
      expect(clock.timers).toBe(0)
    }
  })
})
