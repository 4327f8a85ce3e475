import { describe, expect, test } from 'vitest'
import { stopAfterDelay } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { forms } from '../support/interpreters.ts'
import { quiet } from '../support/next-turn.ts'

const HOUR = 3_600_000

describe.each(forms)('in $title', ({ run }) => {
  test.each([HOUR, -HOUR])(
    'a wall clock that jumps by %d ms neither eats nor extends the budget',
    async (jump) => {
      const clock = createVirtualClock()
      let calls = 0
      const ended = new Set<string>()
      const options = { clock, wait: () => 100, stop: stopAfterDelay(500) }
      const fails = () => {
        calls++
        clock.jump(calls % 2 ? jump : -jump)
        throw new Error('down')
      }
      const result = run(options, fails).catch(() => ended.add('ended'))
      for (let turns = 0; turns < 20 && ended.size === 0; turns++) {
        await quiet()
        if (clock.timers > 0) clock.advance(100)
      }
      await result
      expect({ calls, elapsed: clock.elapsed }).toStrictEqual({ calls: 6, elapsed: 500 })
    },
  )
})
