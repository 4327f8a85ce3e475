import { describe, expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'

describe.each(forms)('a delay in $title', ({ run }) => {
  const attemptsWith = async (wait: () => unknown, isAsync = false) => {
    let calls = 0
    const options = { wait: (isAsync ? async () => wait() : wait) as () => number, stop: () => calls === 3 }
    const error = await rejection(
      run(options, () => {
        calls++
        throw new Error('down')
      }),
    )
    return { calls, error }
  }

  test.each([Number.NaN, -1, -Infinity, '5', '1s', true, 5n, {}, [5], () => 5, Symbol('5')])(
    'that is %s is a clear TypeError, never a hot loop',
    async (delay) => {
      for (const isAsync of [false, true]) {
        const { calls, error } = await attemptsWith(() => delay, isAsync)
        expect(calls).toBe(1)
        expect(error).toBeInstanceOf(TypeError)
        expect(error).toMatchObject({
          code: 'HOLDFAST_INVALID_DELAY',
          message: expect.stringMatching(
            /^a wait strategy must give milliseconds from 0 to Infinity, got .+/,
          ),
        })
      }
    },
  )

  test.each([undefined, null, 0, -0])('that is %s is no delay', async (delay) => {
    expect(await attemptsWith(() => delay)).toMatchObject({ calls: 3, error: { name: 'RetryError' } })
  })

  test('that is Infinity lasts until an abort', async () => {
    const clock = createVirtualClock()
    const controller = new AbortController()
    let calls = 0
    const options = { clock, wait: () => Infinity, signal: controller.signal }
    const result = rejection(
      run(options, () => {
        calls++
        throw new Error('down')
      }),
    )
    await quiet()
    clock.advance(Number.MAX_SAFE_INTEGER)
    await quiet()
    expect(calls).toBe(1)
    controller.abort('enough')
    expect(await result).toBe('enough')
  })

  test('never defeats the stop strategy', async () => {
    const { calls } = await attemptsWith(() => 0)
    expect(calls).toBe(3)
  })
})
