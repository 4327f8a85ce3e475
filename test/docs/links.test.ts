import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

import { expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { anchors, localLinks } from './links.ts'
import { type Page, pages } from './pages.ts'

test.each(pages.map((page) => [page.file, page] as const))(
  'the local links of %s lead somewhere',
  (_file, page) => {
    const dead = localLinks(page).filter(({ url }) => !leadsSomewhere(page, url))
    expect(dead.map(({ url, line }) => `${page.file}:${line}: ${url}`)).toEqual([])
  },
)

function leadsSomewhere(page: Page, url: string): boolean {
  const [path = '', fragment] = url.split('#', 2)
  const file = path === '' ? page.file : normalize(join(dirname(page.file), decodeURI(path)))
  if (!existsSync(join(root, file))) return false
  return fragment === undefined || hasAnchor(file, fragment)
}

function hasAnchor(file: string, fragment: string): boolean {
  const target = pages.find((page) => page.file === file)
  return target !== undefined && anchors(target).has(fragment)
}
