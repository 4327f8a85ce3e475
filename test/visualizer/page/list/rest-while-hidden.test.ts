import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { restWhileHidden } from '../../../../visualizer/src/connection/rest-while-hidden.ts'

function tab({ hidden = false } = {}) {
  const clock = createVirtualClock()
  const seen: string[] = []
  const document = Object.assign(new EventTarget(), { hidden })
  restWhileHidden({
    clock,
    document,
    stream: { rest: () => seen.push('rest'), goOn: () => seen.push('go on') },
    lookIn: () => seen.push('look in'),
  })
  const turn = (isHidden: boolean) => {
    document.hidden = isHidden
    document.dispatchEvent(new Event('visibilitychange'))
  }
  return { clock, seen: () => seen.splice(0), turn }
}

test('a page that nobody sees lets go of its connection after ten seconds, and has it again when it is seen', () => {
  const { clock, seen, turn } = tab()
  turn(true)
  clock.advance(9_999)
  expect(seen()).toEqual([])
  clock.advance(1)
  expect(seen()).toEqual(['rest'])
  turn(false)
  expect(seen()).toEqual(['go on'])
  clock.advance(600_000)
  expect(seen()).toEqual([])
})

test('one that is hidden for a moment keeps it', () => {
  const { clock, seen, turn } = tab()
  turn(true)
  clock.advance(9_000)
  turn(false)
  clock.advance(600_000)
  expect(seen()).toEqual(['go on'])
})

test('one that rests looks in now and then, for what its tab says', () => {
  const { clock, seen } = tab({ hidden: true })
  clock.advance(10_000)
  expect(seen()).toEqual(['rest'])
  clock.advance(60_000)
  expect(seen()).toEqual(['look in', 'look in'])
})
