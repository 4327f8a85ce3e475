import { readdirSync, readFileSync } from 'node:fs'
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
  expect(compressed(['index.html', ...asked])).toBeLessThan(40_000)
})

test('all scripts of the page are small, those of its later views too, the layout in its worker aside', () => {
  const scripts = readdirSync(join(page, 'assets')).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(1)
  expect(compressed(scripts.map((name) => `assets/${name}`))).toBeLessThan(60_000)
})

/** Bytes as they are served. */
const compressed = (paths: readonly string[]) =>
  paths.reduce((sum, path) => sum + gzipSync(readFileSync(join(page, path))).length, 0)
