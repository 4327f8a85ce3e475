import { expect, test } from 'vitest'

import { stateText } from '../../src/machine/state-text.ts'

test.each([
  ['done', 'done'],
  [{ sleeping: 'resting' }, 'sleeping.resting'],
  [{ b: { d: 'e', c: {} }, a: 'x' }, 'a.x, b.c, b.d.e'],
  [{}, ''],
  [undefined, ''],
])('the text of the state %j', (value, text) => {
  expect(stateText(value)).toBe(text)
})
