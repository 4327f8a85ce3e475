import { expect, test } from 'vitest'

import { printable } from '../../../src/cli/format/printable.ts'

test.each([
  ['invoice-42 日本 🍎', 'invoice-42 日本 🍎'],
  ['two\nlines\tand\ra half', String.raw`two\nlines\tand\ra half`],
  ['\u001b[2J\u0000\u009b', String.raw`\x1b[2J\x00\x9b`],
  ['a\u2028b\u202ec\u061cd', String.raw`a\u2028b\u202ec\u061cd`],
])('%j is printed as %s', (text, printed) => {
  expect(printable(text)).toBe(printed)
})
