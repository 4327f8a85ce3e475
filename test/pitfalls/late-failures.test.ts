import { describe, expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { nextTurn, quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { unhandledDuring } from '../support/unhandled.ts'

describe.each(forms)('in $title', ({ run }) => {
  test.each(['attemptTimeout', 'timeout'])(
    'an attempt that fails after its %s leaves nothing unhandled',
    async (option) => {
      const late: ((error: Error) => void)[] = []
      const unhandled = await unhandledDuring(async () => {
        const stop = () => true
        const result = run({ [option]: 2, stop }, () => new Promise((_resolve, reject) => late.push(reject)))
        await rejection(result)
        for (const reject of late) reject(new Error('too late'))
      })
      expect(late).toHaveLength(1)
      expect(unhandled).toStrictEqual([])
    },
  )

  test.each([
    ['refused', { retry: () => false }],
    ['given up', { stop: () => true }],
    ['ended by a hook', { after: () => Promise.reject(new Error('hook')) }],
  ])('nothing runs in the background once a call was %s', async (_how, options) => {
    const clock = createVirtualClock()
    let calls = 0
    const result = run({ ...options, clock, wait: () => 1 }, async () => {
      calls++
      await nextTurn()
      throw new Error('down')
    })
    await rejection(result)
    for (let i = 0; i < 5; i++) {
      clock.advance(1000)
      await quiet()
    }
    expect({ calls, timers: clock.timers }).toStrictEqual({ calls: 1, timers: 0 })
  })
})
