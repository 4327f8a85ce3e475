import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { filesBelow } from './files.ts'
import { columnOf } from './tables.ts'

// The command line and the register are set by variables of the environment that begin alike.
const CODE = /\bHOLDFAST_(?!(?:STORE|RECORD|LOG|TOKEN|VISUALIZER)\b)[A-Z_]+/g

const codesIn = (text: string): string[] => text.match(CODE) ?? []

const read = (file: string) => readFileSync(join(root, file), 'utf8')

const page = read('docs/errors.md')
const codes = [...new Set(filesBelow('src', '.ts').flatMap((file) => codesIn(read(file))))].toSorted()

test('there are codes', () => {
  expect(codes).toContain('HOLDFAST_RETRY_EXHAUSTED')
})

test('the table of docs/errors.md has every code of the source and no other', () => {
  const listed = columnOf(page, 'code').flatMap(codesIn)
  expect(listed.toSorted()).toEqual(codes)
})

test.each(codes)('docs/errors.md says in a section of its own what to do about %s', (code) => {
  const section = page.split(/^## /m).find((text) => text.startsWith(`${code}\n`))
  expect(section).toMatch(/^What to do: /m)
  expect(section).toContain('```ts\n')
})
