import { describe, expect, test } from 'vitest'
import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
import type { RetryCallState } from 'holdfast'

import { rejection } from '../support/settled.ts'

const twice = stopAfterAttempt(2)

describe('AsyncRetrying', () => {
  test('calls a function with arguments', async () => {
    const retrying = new AsyncRetrying({ stop: twice })
    const add = async (left: number, right: number) => left + right
    expect(await retrying.call(add, 1, 2)).toBe(3)
    expect(retrying.statistics.attemptNumber).toBe(1)
  })

  test('tells strategies the function, its name and its arguments', async () => {
    let seen: Pick<RetryCallState, 'name' | 'fn' | 'args'> | undefined
    const before = ({ name, fn, args }: RetryCallState) => void (seen = { name, fn, args })
    const add = (left: number, right: number) => left + right
    await new AsyncRetrying({ before }).call(add, 1, 2)
    expect(seen).toStrictEqual({ name: 'add', fn: add, args: [1, 2] })
    await new AsyncRetrying({ before, name: 'sum' }).call(() => 0)
    expect(seen).toMatchObject({ name: 'sum', args: [] })
    await new AsyncRetrying({ before }).call(
      (
        () => () =>
          0
      )(),
    )
    expect(seen).toMatchObject({ name: '<unknown>' })
  })

  test('is copied with other options, and is itself unchanged', async () => {
    const fail = () => {
      throw new Error('down')
    }
    const retrying = new AsyncRetrying({ stop: twice, reraise: true })
    const copy = retrying.copy({ stop: stopAfterAttempt(4) })
    expect(await rejection(copy.call(fail))).toMatchObject({ message: 'down' })
    expect(copy.statistics.attemptNumber).toBe(4)
    expect(retrying.statistics.attemptNumber).toBe(0)
    expect(await rejection(retrying.copy().call(fail))).toMatchObject({ message: 'down' })
  })

  test('wraps functions that do not share statistics with it', async () => {
    const retrying = new AsyncRetrying({ stop: twice })
    const wrapped = retrying.wraps(() => 'ok')
    await wrapped()
    expect(wrapped.statistics.attemptNumber).toBe(1)
    expect(retrying.statistics.attemptNumber).toBe(0)
  })

  test('may be called by its own function', async () => {
    const retrying = new AsyncRetrying({ stop: twice })
    const nested = async (depth: number): Promise<number> =>
      depth === 0 ? 0 : 1 + (await retrying.call(nested, depth - 1))
    expect(await retrying.call(nested, 3)).toBe(3)
  })
})

describe('the call state', () => {
  test('is one object that shows the present', async () => {
    const states = new Set<RetryCallState>()
    const seen: unknown[] = []
    const look = (at: string) => (state: RetryCallState) => {
      states.add(state)
      const { attemptNumber, outcome, upcomingSleep, idleFor, nextAction } = state
      seen.push([at, attemptNumber, outcome?.failed, upcomingSleep, idleFor, nextAction?.sleep])
    }
    const options = { before: look('before'), after: look('after'), beforeSleep: look('beforeSleep') }
    const retrying = new AsyncRetrying({
      ...options,
      stop: twice,
      wait: () => 3,
      retryErrorCallback: look('end'),
    })
    await retrying.call(() => Promise.reject(new Error('down')))
    expect(seen).toStrictEqual([
      ['before', 1, undefined, 0, 0, undefined],
      ['after', 1, true, 0, 0, undefined],
      ['beforeSleep', 1, true, 3, 3, 3],
      ['before', 2, undefined, 3, 3, undefined],
      ['after', 2, true, 3, 3, undefined],
      ['end', 2, true, 3, 3, undefined],
    ])
    expect(states.size).toBe(1)
  })

  test('has an outcome that gives or throws what the attempt did', async () => {
    const error = new Error('down')
    const results: unknown[] = []
    let calls = 0
    const retry = ({ outcome }: RetryCallState) => {
      try {
        results.push(outcome?.result())
      } catch (thrown) {
        results.push(thrown)
      }
      return calls < 2
    }
    await new AsyncRetrying({ retry }).call(() => (++calls < 2 ? Promise.reject(error) : 'ok'))
    expect(results).toStrictEqual([error, 'ok'])
  })
})
