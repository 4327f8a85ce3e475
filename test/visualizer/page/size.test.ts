import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { zip } from '../../../src/visualizer/http/page-files.ts'
import { root } from '../../support/project.ts'

const page = join(root, 'dist/page')

test('the first view of the page is small: all that its document asks for, compressed', async () => {
  const index = readFileSync(join(page, 'index.html'), 'utf8')
  const asked = [...index.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, path]) => String(path))
  expect(asked).toEqual(
    expect.arrayContaining([expect.stringMatching(/\.js$/), expect.stringMatching(/\.css$/)]),
  )
  expect(await compressed(['index.html', ...asked])).toBeLessThan(40_000)
})

test('all scripts of the page are small, those of its later views too, the layout in its worker aside', async () => {
  const scripts = readdirSync(join(page, 'assets')).filter((name) => name.endsWith('.js'))
  expect(scripts.length).toBeGreaterThan(1)
  expect(await compressed(scripts.map((name) => `assets/${name}`))).toBeLessThan(60_000)
})

/** Bytes as they are served. */
async function compressed(paths: readonly string[]): Promise<number> {
  const files = await Promise.all(paths.map((path) => zip(readFileSync(join(page, path)))))
  return files.reduce((sum, { length }) => sum + length, 0)
}
