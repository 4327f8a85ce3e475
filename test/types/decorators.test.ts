import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { compile } from './support/compile.ts'

// By the options of this project they are TC39 decorators, and checked with all the rest.
test('decorators have their types with experimentalDecorators too', { timeout: 120_000 }, async () => {
  const source = await readFile(join(import.meta.dirname, 'decorators.test-d.ts'), 'utf8')
  expect(await compile(source, { experimentalDecorators: true })).toEqual([])
})
