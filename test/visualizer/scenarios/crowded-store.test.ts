import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { makeStore } from './support/make-store.ts'
import { startCommand, startProgram } from './support/processes.ts'
import { openSession, shownRows } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

const byId = <Row extends { readonly id: string }>(rows: readonly Row[]) =>
  rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))

test('two pages show of three processes at work what their store has in the end', async () => {
  const { path, store } = await makeStore()
  const { url } = await startCommand('--port', '0', '--store', path)
  const first = await openPage(url, { height: 1600 })
  const ids = (from: number) =>
    ['done', 'failed', 'slow'].flatMap((name) => [0, 1, 2].map((n) => `${name}-${from + n}`))
  // Every third one is wanted by two of them.
  const programs = [0, 2, 4].map((from) =>
    startProgram('../programs/work-on-many.ts', [path, ids(from).join(',')]),
  )
  await first.locator('.row[data-status]').first().waitFor()
  const second = await openPage(url, { height: 1600 })
  await openSession(second, 'done-0')
  expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0, 0])

  const records = await store.list({ limit: 100 })
  expect(records).toHaveLength(21)
  expect(new Set(records.map(({ status }) => status))).toEqual(new Set(['done', 'failed', 'sleeping']))
  const wanted = byId(records.map(({ id, status, attempt }) => ({ id, status, attempt: String(attempt) })))
  const rows = async (page: Page) =>
    byId(
      (await shownRows(page)).map((row) => ({ ...row, attempt: row.attempt.replace(/^try |\/\d+$/g, '') })),
    )
  await expect.poll(() => rows(first), { timeout: 60_000 }).toEqual(wanted)
  await expect.poll(() => rows(second), { timeout: 60_000 }).toEqual(wanted)
  for (const page of [first, second]) {
    await page.getByText('21 sessions').waitFor()
    await page.getByRole('button', { name: /^Done 7$/ }).waitFor()
    await page.getByRole('button', { name: /^Failed 7$/ }).waitFor()
    await page.getByRole('button', { name: /^Sleeping 7$/ }).waitFor()
  }
})
