import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test, vi } from 'vitest'

import { root } from '../support/project.ts'
import { type FixtureName, readFixture } from '../support/tenacity-fixtures.ts'
import { columnOf } from './tables.ts'

const page = readFileSync(join(root, 'docs/differences-from-tenacity.md'), 'utf8')

const tags = columnOf(page, 'tag').map((cell) => cell.replaceAll('`', ''))

const RECORDINGS = ['scenarios', 'vectors'] as const satisfies FixtureName[]

test('the table names every quirk of the recordings, once', () => {
  const recorded = RECORDINGS.flatMap((name) => [...tagsOf(name).keys()])
  const quirks = new Set(recorded.filter((tag) => tag.startsWith('quirk:')))
  expect(quirks.size).toBeGreaterThan(0)
  expect(tags.toSorted()).toEqual([...quirks].toSorted())
})

test('the table gives the true number for each', () => {
  const counts = tags.map((tag) =>
    RECORDINGS.flatMap((name) => countIn(name, tag))
      .filter((count) => !count.startsWith('0 '))
      .join(', '),
  )
  expect(columnOf(page, 'recorded in')).toEqual(counts)
})

test('the table says of each quirk whether it was copied', () => {
  const copied = columnOf(page, 'copied')
  expect(copied).toHaveLength(tags.length)
  expect(new Set(copied)).toEqual(new Set(['yes', 'no']))
})

test('the page gives the true number of scenarios and vectors', () => {
  const [scenarios, vectors] = RECORDINGS.map((name) => own(name).length.toLocaleString('en'))
  expect(page).toContain(`on ${scenarios} scenarios`)
  expect(page).toContain(`with ${vectors} values`)
})

const countIn = (name: FixtureName, tag: string) => `${tagsOf(name).get(tag) ?? 0} ${name}`

function tagsOf(name: FixtureName): Map<string, number> {
  const counts = new Map<string, number>()
  for (const tag of own(name).flatMap((line) => line.tags ?? [])) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return counts
}

/** This repository's recordings, whatever others are played. */
function own(name: FixtureName) {
  vi.stubEnv('TENACITY_TRACES', '')
  const lines = readFixture(name)
  vi.unstubAllEnvs()
  return lines
}
