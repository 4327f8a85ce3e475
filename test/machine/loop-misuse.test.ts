import { describe, expect, test } from 'vitest'
import { AsyncRetrying, stopAfterAttempt } from 'holdfast'

import { nextTurn } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'

const hang = () => new Promise<never>(() => {})
const fail = () => {
  throw new Error('down')
}

const loopOf = (options = {}) => new AsyncRetrying({ stop: stopAfterAttempt(3), ...options }).loop()

describe('a loop says what is wrong when', () => {
  test('its body never runs the attempt', async () => {
    let turns = 0
    const walk = async () => {
      for await (const attempt of loopOf()) turns += attempt.attemptNumber
    }
    expect(await rejection(walk())).toMatchObject({
      name: 'TypeError',
      code: 'HOLDFAST_INVALID_CALL',
      message: 'the body of the loop must run its attempt: await attempt.run(…), or attempt.setResult(…)',
    })
    expect(turns).toBe(1)
  })

  test('its body does not await the attempt', async () => {
    const walk = async () => {
      for await (const attempt of loopOf()) void attempt.run(hang)
    }
    expect(await rejection(walk())).toMatchObject({
      message: expect.stringContaining('await attempt.run(…)'),
    })
  })

  test('its body runs the attempt twice', async () => {
    const walk = async () => {
      for await (const attempt of loopOf()) {
        await attempt.run(fail)
        await attempt.run(fail)
      }
    }
    expect(await rejection(walk())).toMatchObject({
      name: 'TypeError',
      message: 'attempt 1 has run already: run it once in each turn of the loop',
    })
  })

  test('run is given no function', async () => {
    let turns = 0
    const walk = async () => {
      for await (const attempt of loopOf()) {
        turns++
        await attempt.run(42 as never)
      }
    }
    expect(await rejection(walk())).toMatchObject({ name: 'TypeError', code: 'HOLDFAST_INVALID_OPTION' })
    expect(turns).toBe(1)
  })

  test('the result is asked for before the end', async () => {
    const loop = loopOf()
    expect(() => loop.result()).toThrow('the loop has no result before it has ended')
    await loop.next()
    expect(() => loop.result()).toThrow(TypeError)
  })

  test('two calls of next overlap in a sleep', async () => {
    const loop = loopOf({ wait: () => 5 })
    const { value: attempt } = await loop.next()
    await attempt?.run(fail)
    const both = await Promise.all([settled(loop.next()), settled(loop.next())])
    expect(both).not.toContain(undefined)
  })
})

describe('a loop', () => {
  test('stays ended', async () => {
    const loop = loopOf()
    for await (const attempt of loop) await attempt.run(() => 'ok')
    expect(await loop.next()).toStrictEqual({ done: true, value: undefined })
    expect(await loop.return?.()).toStrictEqual({ done: true, value: undefined })
    expect(loop.result()).toBe('ok')
  })

  test('throws its error once, then is done; its result throws it again', async () => {
    const loop = loopOf()
    const walk = async () => {
      for await (const attempt of loop) await attempt.run(fail)
    }
    const error = await rejection(walk())
    expect(await loop.next()).toStrictEqual({ done: true, value: undefined })
    expect(() => loop.result()).toThrow((error as Error).message)
  })

  test('that was returned before it began gives no attempt', async () => {
    const loop = loopOf()
    await loop.return?.()
    expect(await settled(loop.next())).toStrictEqual({ value: { done: true, value: undefined } })
  })

  test('that is returned in a sleep ends the next that is waited for', async () => {
    const loop = loopOf({ wait: () => 60_000 })
    const { value: attempt } = await loop.next()
    await attempt?.run(fail)
    const next = settled(loop.next())
    await nextTurn()
    await loop.return?.()
    expect(await next).toStrictEqual({ value: { done: true, value: undefined } })
  })

  test.each([
    ['its signal', (controller: AbortController) => ({ signal: controller.signal })],
    [
      'its signal, under a time limit',
      (controller: AbortController) => ({ signal: controller.signal, attemptTimeout: 60_000 }),
    ],
  ])('does not begin a body once %s was aborted', async (_what, optionsWith) => {
    const controller = new AbortController()
    let runs = 0
    const walk = async () => {
      for await (const attempt of loopOf(optionsWith(controller))) {
        controller.abort('enough')
        await attempt.run(() => {
          runs++
          return hang()
        })
      }
    }
    expect(await settled(walk())).toStrictEqual({ error: 'enough' })
    expect(runs).toBe(0)
  })
})
