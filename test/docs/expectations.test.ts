import { expect, test } from 'vitest'

import { withExpectations } from './expectations.ts'

const body = (code: string) => withExpectations(code).split('\n').slice(1).join('\n')

test.each([
  ['an expression', 'f() // => 3', '__value(f(), [3]) // => 3'],
  ['an awaited one', 'await f(); // => 3', '__value(await f(), [3]); // => 3'],
  ['what is logged', 'console.log(f()) // => 3', 'console.log(__value(f(), [3])) // => 3'],
  ['a declared name', 'const a = f() // => [1, 2]', 'const a = f(); __value(a, [[1, 2]]) // => [1, 2]'],
  ['an expression of several lines', 'f(\n  1\n) // => 3', '__value(f(\n  1\n), [3]) // => 3'],
  ['the line above', 'f()\n// => 3', '__value(f(), [3])\n// => 3'],
  ['a line inside a function', '() => {\n  f() // => 3\n}', '() => {\n  __value(f(), [3]) // => 3\n}'],
  ['code after characters of two units', `'🙂'\nf() // => 3`, `'🙂'\n__value(f(), [3]) // => 3`],
])('compares %s', (_what, code, expected) => {
  expect(body(code)).toBe(expected)
})

test('wants an error', () => {
  const claim = '// => throws RangeError: too "big"'
  expect(body(`f() ${claim}`)).toBe(
    `await __error(async () => (f()), "RangeError", "too \\"big\\"") ${claim}`,
  )
})

test('keeps other code as it is', () => {
  const code = 'const f = (x: number) => x // a comment\n'
  expect(body(code)).toBe(code)
})

test('fails where a comment has nothing to compare with', () => {
  expect(withExpectations('const a = [\n  1, // => 1\n]')).toMatch(
    'throw new Error("Nothing to compare with: => 1")',
  )
})
