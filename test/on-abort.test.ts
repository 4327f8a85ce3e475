import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'

import { onAbort } from '../src/on-abort.ts'
import { unhandledDuring } from './support/unhandled.ts'

/** What a signal of another realm or a polyfill has at least. */
class BareSignal {
  aborted = false
  reason: unknown = undefined
  readonly listeners: (() => void)[] = []

  addEventListener(_type: string, listener: () => void): void {
    this.listeners.push(listener)
  }

  removeEventListener(_type: string, listener: () => void): void {
    this.listeners.splice(this.listeners.indexOf(listener), 1)
  }

  dispatch(): void {
    for (const listener of this.listeners.slice()) listener()
  }
}

const platform = () => {
  const controller = new AbortController()
  const { signal } = controller
  return {
    signal,
    abort: (reason: unknown) => controller.abort(reason),
    count: () => getEventListeners(signal, 'abort').length,
    dispatch: () => void signal.dispatchEvent(new Event('abort')),
  }
}

const bare = () => {
  const signal = new BareSignal()
  return {
    signal: signal as unknown as AbortSignal,
    abort: (reason: unknown) => {
      Object.assign(signal, { aborted: true, reason })
      signal.dispatch()
    },
    count: () => signal.listeners.length,
    dispatch: () => signal.dispatch(),
  }
}

describe.each([
  ['the platform', platform],
  ['a polyfill', bare],
])('on a signal of %s', (_title, create) => {
  test('there is one listener, from the first that listens to the last', () => {
    const { signal, count } = create()
    const ends = Array.from({ length: 20 }, () => onAbort(signal, () => {}))
    expect(count()).toBe(1)
    const last = ends.pop()
    for (const end of ends) end()
    expect(count()).toBe(1)
    last?.()
    expect(count()).toBe(0)
    last?.()
    onAbort(signal, () => {})
    expect(count()).toBe(1)
  })

  test('one that comes twice is told once', () => {
    const { signal, count, dispatch } = create()
    const tell = vi.fn<() => void>()
    const ends = [onAbort(signal, tell), onAbort(signal, tell)]
    expect(count()).toBe(1)
    dispatch()
    expect(tell).toHaveBeenCalledTimes(1)
    for (const end of ends) end()
    expect(count()).toBe(0)
  })

  test('each is told once, by the first abort alone, and nothing stays', () => {
    const { signal, count, dispatch } = create()
    const tells = Array.from({ length: 3 }, () => vi.fn<() => void>())
    const ends = tells.map((tell) => onAbort(signal, tell))
    dispatch()
    dispatch()
    expect(tells.map((tell) => tell.mock.calls.length)).toStrictEqual([1, 1, 1])
    expect(count()).toBe(0)
    for (const end of ends) end()
    expect(count()).toBe(0)
  })

  test('they are told in the order in which they came', () => {
    const { signal, dispatch } = create()
    const told: number[] = []
    const ends = [0, 1, 2, 3].map((index) => onAbort(signal, () => told.push(index)))
    ends[1]?.()
    onAbort(signal, () => told.push(4))
    dispatch()
    expect(told).toStrictEqual([0, 2, 3, 4])
  })

  test('one that is ended while others are told is not told, and one that begins is told by the next abort', () => {
    const { signal, count, dispatch } = create()
    const told: string[] = []
    onAbort(signal, () => {
      told.push('first')
      endSecond()
      onAbort(signal, () => told.push('late'))
    })
    const endSecond = onAbort(signal, () => told.push('second'))
    onAbort(signal, () => told.push('third'))
    dispatch()
    expect(told).toStrictEqual(['first', 'third'])
    expect(count()).toBe(1)
    dispatch()
    expect(told).toStrictEqual(['first', 'third', 'late'])
    expect(count()).toBe(0)
  })

  test('one that throws keeps no other from being told, and its error is seen', async () => {
    const { signal, dispatch } = create()
    const error = new Error('told')
    const tell = vi.fn<() => void>()
    const unhandled = await unhandledDuring(() => {
      onAbort(signal, () => {
        throw error
      })
      onAbort(signal, tell)
      dispatch()
    })
    expect(tell).toHaveBeenCalledTimes(1)
    expect(unhandled).toStrictEqual([error])
  })

  test('that is aborted, each is told at once', () => {
    const { signal, count, abort } = create()
    abort('gone')
    const tell = vi.fn<(reason: unknown) => void>()
    onAbort(signal, tell)()
    expect(tell.mock.calls).toStrictEqual([['gone']])
    expect(count()).toBe(0)
  })

  test('the reason is told', () => {
    const { signal, abort } = create()
    const tell = vi.fn<(reason: unknown) => void>()
    onAbort(signal, tell)
    abort('gone')
    expect(tell.mock.calls).toStrictEqual([['gone']])
  })
})
