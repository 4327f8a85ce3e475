import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'

import { build as bundle } from 'esbuild'
import { runWithRetry } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import type { SessionRow } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { LAST_CHANGE_FIRST, rowAt, searchOf, useListPage } from './use-list-page.ts'

const shown = useListPage()

test('the token goes out of the address at once, and the page needs it no more', async () => {
  const page = await shown.openList('?status=failed')
  expect(page.url()).toBe(`${shown.visualizer.address}?status=failed`)
  await page.reload()
  await rowAt(page, 0).waitFor()
})

test('without the token the page says how to get in, and the address with it opens it', async () => {
  const page = await shown.open(shown.visualizer.address)
  await page.getByRole('heading', { name: 'This page needs its token' }).waitFor()
  await page.goto(`${shown.visualizer.address}#token=wrong`)
  await page.getByRole('heading', { name: 'That token is not valid' }).waitFor()
  expect(page.url()).toBe(shown.visualizer.address)
  await page.goto(shown.visualizer.url)
  await page.locator('.row[data-status]').first().waitFor()
})

test('a page that is cut off says since when, and what has become of the server', async () => {
  const page = await shown.openList()
  await shown.visualizer.close()
  await page.getByRole('alert').getByText('No connection since').waitFor()

  await shown.startAgain(shown.rows.slice(0, 5))
  await page.getByRole('button', { name: 'Try now', exact: true }).click()
  await page.getByText('The server restarted; this is its present state.').waitFor()
  await page.getByText('5 sessions').waitFor()
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('a session that is opened while there is no connection is shown when there is one again', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await page.route('**/api/**', (route) => route.abort())
  await rowAt(page, 1).click()
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await pane.getByText('This session could not be read').waitFor()
  await page.getByRole('alert').getByText('No connection since').waitFor()
  await page.unroute('**/api/**')
  // It tries again by itself.
  await expect.poll(() => pane.innerText(), { timeout: 10_000 }).toContain('send receipt')
})

test('that more has happened is told of after a cut, not when a person opens a session', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  let isThere = true
  await page.route('**/api/events?*', async (route) => {
    if (!isThere) return route.abort()
    isThere = false
    return route.fulfill({ contentType: 'text/event-stream', body: MISSED })
  })
  const notices = page.locator('.notice')
  await rowAt(page, 1).click()
  await page.getByRole('region', { name: 'Session', exact: true }).getByText('send receipt').first().waitFor()
  await page.getByRole('alert').waitFor()
  expect(await notices.count()).toBe(0)

  isThere = true
  await page.getByRole('button', { name: 'Try now', exact: true }).click()
  await notices.getByText('More happened than could be told while the page was away').waitFor()
})

test('a session that goes on in another run is followed there, and nobody is told of anything missed', async () => {
  const [row] = shown.rows
  const run = (key: string, name: string, status: SessionRow['status']): SessionRow => ({
    ...row!,
    key,
    name,
    id: 'invoice-1',
    origin: key === 'stored' ? 'stored' : 'live',
    status,
    startedAt: Date.now(),
  })
  shown.source.change([run('stored', 'kept', 'sleeping'), run('first', 'first run', 'active')])
  const page = await shown.openList('?session=stored')
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await pane.getByText('first run').first().waitFor()
  shown.source.change([run('first', 'first run', 'failed')])
  await expect.poll(() => pane.locator('[data-status]').first().getAttribute('data-status')).toBe('sleeping')
  shown.source.change([run('second', 'second run', 'active')])
  await pane.getByText('second run').first().waitFor()
  shown.source.change([{ ...run('second', 'second run', 'active'), name: 'third name' }])
  await pane.getByText('third name').first().waitFor()
  expect(await page.locator('.notice').count()).toBe(0)
})

test('what cannot be told on of the session that is open is asked for anew', async () => {
  let asked = 0
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await page.route('**/api/sessions/*', (route) => {
    asked++
    return route.continue()
  })
  await page.route('**/api/events?*', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `event: update\ndata: {"now":0,"anew":true}\n\n`,
    }),
  )
  await rowAt(page, 1).click()
  await expect.poll(() => asked).toBeGreaterThan(1)
})

test('a recording that is chosen, or dropped on the page, is shown', async () => {
  const page = await shown.openList()
  const file = { name: 'night.jsonl', mimeType: '', buffer: Buffer.from(await recordOne()) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await page.getByText('Opened night.jsonl').waitFor()
  await page.getByRole('button', { name: 'Show recorded' }).click()
  await rowAt(page, 0).getByText('nightly import').waitFor()
  expect(searchOf(page)).toBe('?origin=recorded')

  const text = await recordOne()
  await page.evaluate((content) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([content], 'dropped.jsonl'))
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }, text)
  await page.getByText('Opened dropped.jsonl').waitFor()
  await page.getByText('2 sessions').waitFor()
})

test('what is no recording is refused in words', async () => {
  const page = await shown.openList()
  const file = { name: 'photo.png', mimeType: '', buffer: Buffer.from([1, 2, 3]) }
  await page.locator('input[type="file"]').setInputFiles(file)
  await expect.poll(() => page.locator('.notices').innerText()).toContain('photo.png could not be opened:')
})

test('it is the inspector of a page that opens it', async () => {
  const { outputFiles } = await bundle({
    entryPoints: [fileURLToPath(new URL('opener.ts', import.meta.url))],
    bundle: true,
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  const app = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end(`<!doctype html><title>app</title><script>${script}</script>`)
  })
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve))
  const { port } = app.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/?inspector=${encodeURIComponent(shown.visualizer.url)}`
  const opener = await shown.open(url)
  const page = opener.context().pages()[1] ?? (await opener.context().waitForEvent('page'))
  await page.getByRole('searchbox').fill('door')
  await expect.poll(() => rowAt(page, 0).locator('.cell-state').innerText()).toBe('open')
  app.close()
  app.closeAllConnections()
})

/** What a server tells that has forgotten what the page was not told. */
const MISSED = `event: hello
data: ${JSON.stringify({
  version: '0.0.0',
  now: Date.now(),
  isReadOnly: false,
  sources: [],
  counts: { total: 0, status: {}, origin: {}, kind: {} },
  reset: 'missed',
})}

`

/** The text of a recording of one session. */
async function recordOne(): Promise<string> {
  const { inspect, messages } = createInspector()
  await runWithRetry({ name: 'nightly import' }, async () => 'ok', { inspect })
  const header = { type: 'recording', version: 1, at: Date.now(), pid: 1 }
  return [header, ...messages()].map((line) => JSON.stringify(line)).join('\n')
}
