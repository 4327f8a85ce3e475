import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { exportedNames } from '../support/exported-names.ts'
import { codeEntries, root } from '../support/project.ts'

const namesOf = (source: string) => exportedNames(readFileSync(join(root, source), 'utf8'))

test.each(codeEntries)('$name has a source', ({ source }) => {
  expect(existsSync(join(root, source))).toBe(true)
})

test.each(codeEntries)('$name is built from its source', ({ source, types, ...entry }) => {
  const stem = source.replace('./src/', './dist/').replace(/\.ts$/, '')
  expect([types, entry.default]).toEqual([`${stem}.d.ts`, `${stem}.js`])
})

test('holdfast exports everything that holdfast/retry does', () => {
  const whole = namesOf('./src/index.ts')
  expect(namesOf('./src/retry.ts').filter((name) => !whole.includes(name))).toEqual([])
})

test.each(codeEntries)('$name exports each name once, in order', ({ source }) => {
  const names = namesOf(source)
  expect(names).toEqual([...new Set(names)])
})
