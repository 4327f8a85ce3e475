import { expect, test } from 'vitest'

import { columnOf } from './tables.ts'

const PAGE = String.raw`
| name | value |
| --- | --- |
| one | \| 1 |
| two | 2 |

Words | and | pipes.

| other |
| --- |
| 3 |

| value |
| --- |
| 4 |
`

test('a column is its cells, from every table that has it', () => {
  expect(columnOf(PAGE, 'value')).toEqual([String.raw`\| 1`, '2', '4'])
})

test('there may be none', () => {
  expect(columnOf(PAGE, 'and')).toEqual([])
})
