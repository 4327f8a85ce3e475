import { describe, expect, onTestFinished, test } from 'vitest'
import { AsyncRetrying, stopAfterAttempt } from 'holdfast'
import { currentAttempt } from 'holdfast/context'
import { attach } from 'holdfast/inspect'

import { nextTurn } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

const fail = () => {
  throw new Error('down')
}

/** A loop runs in the compiled driver, unless somebody inspects. */
const interpreters: readonly [string, () => void][] = [
  ['the compiled driver', () => {}],
  ['XState', () => onTestFinished(attach({ inspect: () => {} }))],
]

describe.each(interpreters)('in %s the body of a loop', (_interpreter, show) => {
  test('may be a generator: it is run as a coroutine, and its failure is the attempt’s', async () => {
    show()
    const loop = new AsyncRetrying().loop<string>()
    const ran: (string | undefined)[] = []
    for await (const attempt of loop) {
      const value = await attempt.run(function* ({ attemptNumber }) {
        const number: number = yield nextTurn().then(() => attemptNumber)
        return number < 3 ? fail() : `attempt ${number}`
      })
      ran.push(value)
    }
    expect(ran).toStrictEqual([undefined, undefined, 'attempt 3'])
    expect(loop.result()).toBe('attempt 3')
  })

  test('that is a generator ends with its finally when the loop is aborted', async () => {
    show()
    const caller = new AbortController()
    const order: string[] = []
    const walk = async () => {
      for await (const attempt of new AsyncRetrying().loop({ signal: caller.signal })) {
        await attempt.run(function* () {
          try {
            yield new Promise(() => {})
          } finally {
            order.push('finally')
          }
        })
        order.push('block')
      }
    }
    const walking = rejection(walk())
    await nextTurn()
    caller.abort('enough')
    expect(await walking).toBe('enough')
    expect(order.toSorted()).toStrictEqual(['block', 'finally'])
  })

  test('may not be an async generator, which would succeed without having begun', async () => {
    show()
    let turns = 0
    const walk = async () => {
      for await (const attempt of new AsyncRetrying({ retry: () => true })) {
        turns++
        await attempt.run(async function* () {
          yield fail()
        })
      }
    }
    expect(await rejection(walk())).toMatchObject({
      code: 'HOLDFAST_INVALID_CALL',
      message: expect.stringContaining('must not be an async function*'),
    })
    expect(turns).toBe(1)
  })

  test('belongs to its attempt, and the block around it to none', async () => {
    show()
    const retrying = new AsyncRetrying({ stop: stopAfterAttempt(2) })
    const inside: (string | undefined)[] = []
    const around: unknown[] = []
    const where = async () => {
      await nextTurn()
      inside.push(currentAttempt()?.attemptKey)
    }
    const walk = async () => {
      const keys: string[] = []
      for await (const attempt of retrying) {
        around.push(currentAttempt())
        keys.push(attempt.attemptKey)
        await attempt.run(async ({ attemptNumber }) => {
          await where()
          return attemptNumber === 2 || fail()
        })
        around.push(currentAttempt())
      }
      return keys
    }
    const keys = (await Promise.all([walk(), walk()])).flat()
    expect(new Set(inside)).toStrictEqual(new Set(keys))
    expect(new Set(keys).size).toBe(4)
    expect(new Set(around)).toStrictEqual(new Set([undefined]))
  })
})
