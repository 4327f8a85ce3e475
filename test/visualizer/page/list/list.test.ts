import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import { expect, test } from 'vitest'

import { LAST_CHANGE_FIRST, rowAt, searchOf, useListPage } from './use-list-page.ts'

const shown = useListPage()

test('a row says what failed, why, how often and when next', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const text = (await rowAt(page, 0).innerText()).replaceAll(/\s+/g, ' ')
  expect(text).toMatch(
    /^Sleeping charge card sleeping.resting 1\/5 Error: connect ECONNREFUSED 10.0.4.17:5432 Retry now Cancel \d\d:\d\d:\d\d (in \d+ s|now|\d+ s late) \d+ s From programs node app.js/,
  )
  expect(await page.title()).toBe('1,818 failed · Holdfast')
})

test('of ten thousand rows those in view are in the document', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  expect(await page.locator('.grid-body > .row').count()).toBeLessThan(50)
  expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('10001')

  await rowAt(page, 0).focus()
  await page.keyboard.press('End')
  await rowAt(page, 9_999).getByText(shown.rows[9_999]!.name).waitFor()
  expect(await rowAt(page, 9_999).evaluate((row) => row === document.activeElement)).toBe(true)
  expect(await page.locator('.grid-body > .row').count()).toBeLessThan(50)
})

test('the keyboard leads through the rows', async () => {
  const page = await shown.openList()
  await rowAt(page, 0).focus()
  const at = () => page.evaluate(() => Number(document.activeElement?.getAttribute('aria-rowindex')) - 2)
  await page.keyboard.press('ArrowDown')
  await expect.poll(at).toBe(1)
  await page.keyboard.press('PageDown')
  await expect.poll(at).toBeGreaterThan(10)
  await page.keyboard.press('PageDown')
  await expect.poll(at).toBeGreaterThan(25)
  await page.keyboard.press('Home')
  await expect.poll(at).toBe(0)
})

test('what is chosen is in the address, and the back button takes it back', async () => {
  const page = await shown.openList()
  await page.getByRole('button', { name: /^Failed/ }).click()
  await page.getByText('1,818 sessions').waitFor()
  await page.getByLabel('Kind', { exact: true }).selectOption('checkout')
  await page.keyboard.press('/')
  await page.keyboard.type('timeout')
  await expect.poll(() => searchOf(page)).toBe('?search=timeout&status=failed&kind=checkout')
  const found = await page.locator('.list-footer > span').first().innerText()
  expect(found).not.toBe('1,818 sessions')

  await page.goBack()
  await page.getByText('1,818 sessions').waitFor()
  expect(searchOf(page)).toBe('?status=failed')
  await page.goForward()
  await page.getByText(found, { exact: true }).waitFor()
  expect(await page.getByRole('searchbox').inputValue()).toBe('timeout')
})

test('a column that is chosen is the order', async () => {
  const page = await shown.openList()
  await page.getByRole('columnheader', { name: 'Session' }).getByRole('button').click()
  await expect.poll(() => searchOf(page)).toBe('?sort=name')
  await rowAt(page, 0).getByText('charge card').waitFor()
  const orderOf = (name: string) => page.getByRole('columnheader', { name }).getAttribute('aria-sort')
  expect(await orderOf('Session')).toBe('ascending')

  await page.getByRole('columnheader', { name: 'Age' }).getByRole('button').click()
  await rowAt(page, 0)
    .getByText(/^\d s$/)
    .waitFor()
  expect(await orderOf('Age')).toBe('ascending')
})

test('Enter opens a session, and Escape leads back to its row', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await rowAt(page, 0).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await pane.getByText('send receipt').first().waitFor()
  expect(searchOf(page)).toBe(`${LAST_CHANGE_FIRST}&session=live:1`)
  expect(await rowAt(page, 1).getAttribute('aria-selected')).toBe('true')

  await page.keyboard.press('Escape')
  await pane.waitFor({ state: 'detached' })
  expect(searchOf(page)).toBe(LAST_CHANGE_FIRST)
  await expect.poll(() => rowAt(page, 1).evaluate((row) => row === document.activeElement)).toBe(true)
})

test('where there is no room for both the session lies on the list', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST, { width: 400 })
  await rowAt(page, 1).click()
  await page.getByRole('region', { name: 'Session', exact: true }).getByText('send receipt').first().waitFor()
  expect(await rowAt(page, 1).isVisible()).toBe(false)
  await page.goBack()
  await rowAt(page, 1).waitFor()
})

test('a session that is not known is told of', async () => {
  const page = await shown.openList('?session=live:none')
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await expect.poll(() => pane.innerText()).toContain('This session is not known here.')
})

test('a row that changes does so in its place, and no row moves under the pointer', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const change = (index: number, error: string) =>
    shown.source.change([{ ...shown.rows[index]!, error, changedAt: Date.now() + 1 }])
  await page.clock.install()
  await rowAt(page, 3).hover()
  change(7, 'Error: something new')
  await rowAt(page, 7).getByText('Error: something new').waitFor()
  await page.getByRole('button', { name: '1 change: show' }).waitFor()

  // In that time the order would have been asked for.
  await page.clock.fastForward(1_000)
  change(2, 'Error: and another one')
  await rowAt(page, 2).getByText('Error: and another one').waitFor()
  expect(await rowAt(page, 7).innerText()).toContain('Error: something new')

  await page.mouse.move(10, 10)
  await rowAt(page, 1).getByText('Error: something new').waitFor()
  await page.getByRole('button', { name: /changes?: show/ }).waitFor({ state: 'detached' })
})

test('a row says what its store was asked for, and who does it', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const owner = 'process 4711 on web-1'
  shown.source.change([
    { ...shown.rows[0]!, asked: 'wake', owner },
    { ...shown.rows[3]!, asked: 'cancel' },
  ])
  const next = (index: number) => rowAt(page, index).locator('.cell-wake')
  await next(0).getByText('wake asked for', { exact: true }).waitFor()
  expect(await next(0).locator('span').getAttribute('title')).toBe(
    'process 4711 on web-1 ends its sleep at its next look',
  )
  expect(await next(3).innerText()).toBe('cancel asked for')
  // It has all the room that it needs, however narrow the list is.
  for (const width of [1280, 900, 400]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await next(3).evaluate((cell) => cell.scrollWidth <= cell.clientWidth)).toBe(true)
  }
})

test('a row says why it tries again, where that is a result, and how it failed where it has', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const lastResult = '{ status: "PENDING" }'
  shown.source.change([
    { ...shown.rows[0]!, lastResult },
    { ...shown.rows[1]!, lastResult },
  ])
  const cell = (index: number) => rowAt(page, index).locator('.cell-error')
  await cell(0).getByText(`result ${lastResult}`, { exact: true }).waitFor()
  expect(await cell(1).locator('> :first-child').innerText()).toBe(shown.rows[1]!.error)
})

test('a row that nobody runs counts no time down', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const { owner: _, ...left } = shown.rows[8]!
  const { wakeAt: __, ...endless } = shown.rows[4]!
  shown.source.change([
    { ...left, origin: 'stored' },
    { ...endless, origin: 'stored' },
  ])
  const next = (index: number) => rowAt(page, index).locator('.cell-wake')
  await next(8).getByText('waits for its program', { exact: true }).waitFor()
  expect(await next(8).locator('span').first().getAttribute('title')).toMatch(
    /^Nobody runs it: it goes on when its program next runs; due \d{4}-/,
  )
  expect(await next(4).locator('span').first().getAttribute('title')).toBe(
    'Nobody runs it: it goes on when its program next runs',
  )
  for (const width of [1280, 900, 400]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await next(8).evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true)
  }
})

test('a session that goes on in another line is still the one that is open', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const live = { ...shown.rows[0]!, id: 'order-1', name: 'mine' }
  const stored = { ...live, key: 'stored:mine', origin: 'stored', owner: 'web-1', changedAt: 0 } as const
  shown.source.change([live])
  await rowAt(page, 0).getByText('mine').click()
  const open = page.locator('.row.is-open')
  await open.getByText('mine').waitFor()
  shown.source.change([stored, { ...live, status: 'done', endedAt: live.changedAt, can: [] }])
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await pane.getByText('web-1').first().waitFor()
  // While the pointer is on the list its line stays.
  expect(await open.count()).toBe(1)
  await page.getByRole('searchbox').fill('mine')
  await page.getByText('1 session', { exact: true }).waitFor()
  expect(searchOf(page)).toContain('session=live:0')
  await expect.poll(() => open.count()).toBe(1)
})

test('what is searched in vain is named', async () => {
  const page = await shown.openList('?status=failed')
  await page.getByRole('searchbox').fill('zzzz')
  await page.getByRole('heading', { name: 'No session with “zzzz”' }).waitFor()
  expect(await page.locator('.empty p').innerText()).toMatch(/^Shown are only those that are failed\. /)
  await page.getByRole('searchbox').fill('z'.repeat(90))
  await page.getByRole('heading', { name: `No session with “${'z'.repeat(39)}…”` }).waitFor()
})

test('chips that say nothing are left out, and stay where they have said something', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const chips = page.getByRole('group', { name: 'Status' }).getByRole('button')
  const words = async () => (await chips.allInnerTexts()).map((text) => /^\w+/.exec(text)?.[0])
  expect(await words()).toEqual(['All', 'Failed', 'Sleeping', 'Active', 'Done', 'Cancelled'])
  expect(await page.getByRole('group', { name: 'Origin' }).getByRole('button').count()).toBe(2)
  shown.source.change([{ ...shown.rows[0]!, status: 'lost' }])
  const lost = page.getByRole('button', { name: /^Lost/ })
  await lost.waitFor()
  shown.source.change([shown.rows[0]!])
  await lost.getByText('0').waitFor()
})

test.each([400, 800, 1280])('at %d pixels nothing that comes or is chosen moves the list', async (width) => {
  const page = await shown.openList('', { width, height: 860 })
  const top = async () => (await page.getByRole('grid').boundingBox())?.y ?? 0
  const chosen = await top()
  expect(chosen).toBeLessThan(135)
  await page.getByRole('button', { name: /^Failed/ }).click()
  await page.getByText('1,818 sessions').waitFor()
  expect(await top()).toBe(chosen)
  await page.route('**/api/**', (route) => route.abort())
  await page.reload()
  await page.locator('.grid-body').waitFor()
  expect((await page.locator('.grid').boundingBox())?.y).toBe(chosen)
})

test('a row whose attempts are those of all rounds says so, and sets them against no limit', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  shown.source.change([{ ...shown.rows[0]!, attempt: 12, limit: 5, ofAllRounds: true }])
  const cell = rowAt(page, 0).locator('.cell-attempt')
  await cell.getByText('12').first().waitFor()
  expect(await cell.textContent()).toBe('12 in all rounds')
  expect(await cell.locator('[title]').getAttribute('title')).toBe(
    'In all its rounds: nothing says how many are of this one',
  )
})

test('a kind is chosen whatever is in its name', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  shown.source.change([
    { ...shown.rows[0]!, kind: 'charge, then mail' },
    { ...shown.rows[2]!, kind: 'charge' },
  ])
  const kind = page.getByLabel('Kind', { exact: true })
  await kind.getByText('charge, then mail (1)').waitFor({ state: 'attached' })
  await kind.selectOption({ label: 'charge, then mail (1)' })
  await page.getByText('1 session', { exact: true }).waitFor()
  expect(searchOf(page)).toBe(String.raw`?kind=charge\,+then+mail&sort=changed&order=desc`)
  await page.reload()
  await page.getByText('1 session', { exact: true }).waitFor()
  expect(await kind.locator('option:checked').innerText()).toBe('charge, then mail (1)')
  await page.getByRole('button', { name: 'Cancel all 1' }).click()
  await page.getByText('All that match now: kind charge, then mail.').waitFor()
  await page.getByRole('button', { name: 'Cancel 1 session' }).click()
  await expect.poll(() => shown.source.commands).toEqual(['cancel live:0'])
})

test('a row that is to wake beyond all dates is shown, as are the others', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  shown.source.change([{ ...shown.rows[0]!, wakeAt: 8.64e18 }])
  await rowAt(page, 0).getByText('beyond all dates').waitFor()
  expect(await rowAt(page, 1).innerText()).toContain(shown.rows[1]!.name)
})

test('a list that cannot be shown says so, and is shown when it can', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const { can: _, ...broken } = shown.rows[0]!
  const counts = { total: 1, status: {}, origin: {}, kind: {} }
  await page.route(
    '**/api/sessions?*',
    (route) => route.fulfill({ json: { rows: [broken], total: 1, counts } }),
    {
      times: 1,
    },
  )
  await page.getByRole('searchbox').fill('charge')
  await page.getByRole('alert').getByText('The list cannot be shown').waitFor()
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('grid').waitFor()
  expect(await rowAt(page, 1).innerText()).toContain('charge card')
})

test('back from a session the list is where it was', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  const grid = page.getByRole('grid')
  await grid.evaluate((element) => element.scrollTo(0, 34 * 500))
  await rowAt(page, 505).getByText(shown.rows[505]!.name).click()
  await page.getByRole('region', { name: 'Session', exact: true }).waitFor()
  const steps = () => page.evaluate(() => history.length)
  const before = await steps()
  await page.locator('.row.is-open').first().click()
  expect(await steps()).toBe(before)
  await page.goBack()
  await page.getByRole('region', { name: 'Session', exact: true }).waitFor({ state: 'detached' })
  await rowAt(page, 505).waitFor()
  expect(await grid.evaluate((element) => element.scrollTop)).toBeGreaterThan(34 * 480)
})

test('the buttons of a row cover nothing: what is beside them ends before them', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  for (const width of [1280, 900, 720]) {
    await page.setViewportSize({ width, height: 800 })
    await rowAt(page, 0).hover()
    const boxOf = async (selector: string) => (await rowAt(page, 0).locator(selector).boundingBox())!
    const next = await boxOf('.cell-wake time')
    const error = await boxOf('.cell-error > :first-child')
    const buttons = await boxOf('.row-commands')
    const isApart = buttons.x + buttons.width <= next.x || buttons.y >= next.y + next.height - 1
    expect(isApart, `at ${width}`).toBe(true)
    expect(error.x + error.width, `at ${width}`).toBeLessThan(buttons.x)
    expect(error.width, `at ${width}`).toBeGreaterThan(50)
  }
})

test('counts say that they are of all sessions, while a search does not change them', async () => {
  const page = await shown.openList()
  const scope = page.getByText('Of all:')
  expect(await scope.count()).toBe(0)
  await page.getByRole('searchbox').fill('charge')
  await scope.waitFor()
  await page.getByRole('button', { name: 'All 10,000' }).waitFor()
  await page.getByRole('searchbox').fill(' "')
  await scope.waitFor({ state: 'detached' })
})

test('a list in which nothing is says what to do', async () => {
  const page = await shown.openList('?search=charge')
  await page.getByRole('searchbox').fill('nothing-like-that')
  await page.getByRole('heading', { name: 'No session with “nothing-like-that”' }).waitFor()
  await page.goto(new URL('?status=lost', page.url()).href)
  await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  await page.getByRole('button', { name: 'Show all' }).click()
  await page.getByText('10,000 sessions').waitFor()
  await page.mouse.move(10, 10)
  for (const { key } of shown.rows) shown.source.remove(key)
  await page.getByRole('heading', { name: 'No sessions yet' }).waitFor()
  const told = await page.locator('.empty').innerText()
  expect(told).toContain(`HOLDFAST_VISUALIZER='${new URL(page.url()).origin}/#token=…' node --import`)
  expect(told).toContain('npx holdfast inspect -- node app.js')
})

test('nothing moves as rows come', async () => {
  const page = await shown.openList()
  const moved = await page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = []
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as LayoutShift[])
            seen.push(...entry.sources.map(({ node }) => node?.parentElement?.className ?? ''))
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(seen)))
      }),
  )
  expect(moved).toEqual([])
})

test.each([
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'light', width: 400 },
  { colorScheme: 'dark', width: 400 },
] as const)('whoever cannot see or point is not kept out, in %o', async (options) => {
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
  const page = await shown.openList('?status=failed,sleeping,cancelled', options)
  // The page itself takes no script but its own.
  await page.evaluate(await readFile(axe, 'utf8'))
  const problems = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  })
  expect(problems).toEqual([])
})

interface Axe {
  run(): Promise<{ readonly violations: readonly { id: string; nodes: readonly { html: string }[] }[] }>
}

/** Not in TypeScript's library. */
interface LayoutShift extends PerformanceEntry {
  readonly sources: readonly { readonly node: Node | null }[]
}
