import { expect, test } from 'vitest'

import { passAtMost } from '../../../../visualizer/src/session/hooks/pass-at-most.ts'
import type { Passed } from '../../../../visualizer/src/session/hooks/pass-at-most.ts'

test('a value is shown at once where none has just been', () => {
  const shown: Passed<string> = { value: 'a', at: 0 }
  expect(passAtMost(shown, 'b', 1000, 200)).toEqual({ value: 'b', at: 1000 })
  expect(passAtMost(shown, 'a', 1000, 200)).toEqual(shown)
})

test('of a thousand values in a second five are shown, and the last', () => {
  let shown: Passed<number> = { value: -1, at: -Infinity }
  const seen = new Set<number>()
  for (let now = 0; now < 1000; now++) {
    shown = passAtMost(shown, now, now, 200)
    seen.add(shown.value)
  }
  expect([...seen]).toEqual([0, 200, 400, 600, 800])
  expect(shown).toEqual({ value: 800, at: 800, wait: 1 })
  expect(passAtMost(shown, 999, 1000, 200)).toEqual({ value: 999, at: 1000 })
})

test('one that goes back to what is shown waits for nothing', () => {
  expect(passAtMost({ value: 'a', at: 0, wait: 50 }, 'a', 10, 200)).toEqual({ value: 'a', at: 0 })
})
