import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { createOrderHolder } from '../../../../visualizer/src/list/order-holder.ts'

function holder() {
  const clock = createVirtualClock()
  const told: boolean[] = []
  const made = createOrderHolder({ clock, hold: (isHeld) => told.push(isHeld) })
  return { ...made, clock, isHeld: () => told.at(-1) ?? false, told }
}

test('rows stay for five seconds after the pointer has moved on them, not for as long as it rests', () => {
  const { onPointerMove, clock, isHeld, told } = holder()
  onPointerMove()
  clock.advance(4_000)
  onPointerMove()
  clock.advance(4_999)
  expect(isHeld()).toBe(true)
  clock.advance(1)
  expect(isHeld()).toBe(false)
  onPointerMove()
  expect(isHeld()).toBe(true)
  expect(told).toEqual([true, false, true])
})

test('when the pointer goes they may move', () => {
  const { onPointerMove, onPointerLeave, clock, isHeld } = holder()
  onPointerMove()
  onPointerLeave()
  expect(isHeld()).toBe(false)
  expect(clock.timers).toBe(0)
})

test('rows stay for three seconds after a key, whatever the pointer does', () => {
  const { onKey, onPointerMove, onPointerLeave, clock, isHeld } = holder()
  onPointerMove()
  onKey()
  onPointerLeave()
  clock.advance(2_999)
  expect(isHeld()).toBe(true)
  clock.advance(1)
  expect(isHeld()).toBe(false)
})

test('a list that is gone is not held', () => {
  const { onKey, release, clock, isHeld } = holder()
  onKey()
  release()
  expect(isHeld()).toBe(false)
  expect(clock.timers).toBe(0)
})
