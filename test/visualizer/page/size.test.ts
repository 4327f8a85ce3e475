import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

import { expect, test } from 'vitest'

import { root } from '../../support/project.ts'

const page = join(root, 'dist/page')

test('the first view of the page is small: all that its document asks for, compressed', () => {
  const index = readFileSync(join(page, 'index.html'), 'utf8')
  const asked = [...index.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => String(path))
  expect(asked).toEqual(
    expect.arrayContaining([expect.stringMatching(/\.js$/), expect.stringMatching(/\.css$/)]),
  )
  const sizes = ['index.html', ...asked].map((path) => gzipSync(readFileSync(join(page, path))).length)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40_000)
})
