import { expect, test } from 'vitest'

import type { Block } from './block.ts'
import { toPrograms } from './program.ts'

const block = (file: string, line: number, code: string, ...flags: string[]): Block => ({
  file,
  line,
  language: 'ts',
  flags,
  code,
})

const code = (source: string | undefined) => source?.split('\n').slice(1)

test('a block stands alone', () => {
  const [, second] = toPrograms([block('a.md', 3, 'one'), block('a.md', 9, 'two')])
  expect(code(second?.source)).toEqual(['two'])
})

test('a block that continues begins with the ones before it', () => {
  const blocks = [
    block('a.md', 3, 'one\n1'),
    block('a.md', 9, 'two', 'continues'),
    block('a.md', 20, 'three', 'continues'),
  ]
  const third = toPrograms(blocks)[2]
  expect(code(third?.source)).toEqual(['one', '1', 'two', 'three'])
  expect([2, 3, 4, 5].map((line) => third?.originOf(line))).toEqual([3, 4, 9, 20])
})

test('nothing to continue is an error that names the place', () => {
  expect(() => toPrograms([block('a.md', 3, 'one'), block('b.md', 9, 'two', 'continues')])).toThrow('b.md:9')
})

test('what continues a block that does not run does not run either', () => {
  const programs = toPrograms([block('a.md', 3, 'one', 'no-run'), block('a.md', 9, 'two', 'continues')])
  expect(programs.map(({ runs }) => runs)).toEqual([false, false])
})

test('blocks of other languages are left alone', () => {
  expect(toPrograms([{ ...block('a.md', 3, 'ls'), language: 'sh' }])).toEqual([])
})
