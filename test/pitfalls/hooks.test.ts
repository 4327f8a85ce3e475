import { describe, expect, test } from 'vitest'
import { stopAfterAttempt } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection, settled } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

const fail = async () => {
  throw new Error('down')
}

describe.each(forms)('in $title', ({ run }) => {
  test.each(['before', 'after', 'beforeSleep', 'retry', 'wait', 'stop', 'sleep'])(
    'a %s that throws or rejects ends the call once, and never leaves it pending',
    async (option) => {
      const error = new Error('mine')
      const throws = () => {
        throw error
      }
      const rejects = () => Promise.reject(error)
      const unhandled = await unhandledDuring(async () => {
        for (const broken of [throws, rejects]) {
          expect(await settled(run({ [option]: broken }, fail))).toStrictEqual({ error })
        }
      })
      expect(unhandled).toStrictEqual([])
    },
  )

  test('an async hook is awaited before the session goes on', async () => {
    const order: string[] = []
    const hook = (name: string) => async () => {
      order.push(`${name} begins`)
      await quiet()
      order.push(`${name} ends`)
    }
    const options = { before: hook('before'), after: hook('after'), beforeSleep: hook('beforeSleep') }
    await rejection(run({ ...options, stop: stopAfterAttempt(2) }, () => (order.push('attempt'), fail())))
    const inTurn = (...names: string[]) =>
      names.flatMap((name) => (name === 'attempt' ? [name] : [`${name} begins`, `${name} ends`]))
    expect(order).toStrictEqual(
      inTurn('before', 'attempt', 'after', 'beforeSleep', 'before', 'attempt', 'after'),
    )
  })

  test('an async predicate that resolves to false is a no', async () => {
    let calls = 0
    const error = await rejection(run({ retry: async () => false }, () => (calls++, fail())))
    expect(error).toMatchObject({ message: 'down' })
    expect(calls).toBe(1)
    const going = run({ stop: async () => calls > 3 }, () => (calls++, fail()))
    expect(await rejection(going)).toMatchObject({ lastAttempt: { attemptNumber: 3 } })
  })
})
