import { expect, test } from 'vitest'

import { formatTable } from '../../../src/cli/format/format-table.ts'
import type { Column } from '../../../src/cli/format/format-table.ts'
import type { Styler } from '../../../src/cli/format/style-for.ts'

interface Fruit {
  readonly name: string
  readonly color: string
  readonly note?: string
}

const columns: readonly Column<Fruit>[] = [
  { title: 'NAME', cell: ({ name }) => name, gives: true },
  { title: 'COLOR', cell: ({ color }) => color, style: ({ color }) => (color === 'red' ? 'red' : undefined) },
  { title: 'NOTE', cell: ({ note = '' }) => note, gives: true },
]

const plain: Styler = (_, text) => text

const table = (rows: readonly Fruit[], width?: number, style = plain) =>
  formatTable(columns, rows, width, style).split('\n')

test('columns are aligned, and lines end with their last character', () => {
  expect(
    table([
      { name: 'apple', color: 'red' },
      { name: 'fig', color: 'purple', note: 'ripe' },
    ]),
  ).toEqual(['NAME   COLOR   NOTE', 'apple  red', 'fig    purple  ripe'])
})

test('characters that take two columns, or none, count as such', () => {
  expect(
    table([
      { name: '日本', color: 'red' },
      { name: '🍎', color: 'red' },
      { name: 'e\u0301e\u0301', color: 'red' },
    ]),
  ).toEqual(['NAME  COLOR  NOTE', '日本  red', '🍎    red', 'e\u0301e\u0301    red'])
})

test('the widest of the columns that give is cut until the table fits', () => {
  const rows = [{ name: 'an apple a day keeps', color: 'a very long color', note: 'the doctor away' }]
  expect(table(rows, 44)).toEqual([
    'NAME         COLOR              NOTE',
    'an apple a…  a very long color  the doctor …',
  ])
})

test('where nothing can give any more, the table is too wide', () => {
  const rows = [{ name: 'apples', color: 'a very long color', note: 'the doctor' }]
  expect(table(rows, 10)).toEqual(['NAME    COLOR              NOTE', 'apples  a very long color  the d…'])
})

test('a wide character that does not fit is left out whole', () => {
  expect(table([{ name: '日本日本日本', color: '' }], 10)).toContain('日本…')
})

test('titles and cells are styled by themselves, without what is around them', () => {
  const tagged: Styler = (style, text) => (style === undefined ? text : `<${style.toString()}>${text}</>`)
  expect(
    table(
      [
        { name: 'fig', color: 'red' },
        { name: 'fig', color: 'blue' },
      ],
      undefined,
      tagged,
    ),
  ).toEqual(['<bold>NAME</>  <bold>COLOR</>  <bold>NOTE</>', 'fig   <red>red</>', 'fig   blue'])
})
