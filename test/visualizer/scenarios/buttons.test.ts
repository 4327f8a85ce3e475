import { readFile } from 'node:fs/promises'

import { runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { startVisualizer } from 'holdfast/visualizer'
import type { Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test, vi } from 'vitest'

import { makeStore } from './support/make-store.ts'
import { openSession, paneOf, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

const waiting = { timeout: 20_000 }

/** What is on the page while its buttons are pressed. */
interface Scene {
  readonly page: Page
  readonly pane: Locator
  readonly store: Awaited<ReturnType<typeof makeStore>>['store']
  readonly press: (name: string | RegExp) => Promise<void>
  /** Runs a session of this name, to its end. */
  readonly run: (name: string) => Promise<unknown>
}

type Check = (scene: Scene) => Promise<unknown>

const searchIs = (page: Page, part: string) =>
  expect.poll(() => decodeURIComponent(new URL(page.url()).search), waiting).toContain(part)

const filter =
  (name: RegExp, part: string): Check =>
  async ({ page, press }) => {
    await press(name)
    await searchIs(page, part)
    await press(name)
    await expect.poll(() => new URL(page.url()).search, waiting).not.toContain(part)
  }

/** Chosen once and again, a column leads the order one way and the other. */
const sort =
  (name: string): Check =>
  async ({ page }) => {
    const head = page.getByRole('columnheader', { name })
    const way = () => head.getAttribute('aria-sort')
    const ways = new Set<string | null>()
    for (let presses = 0; presses < 2; presses++) {
      const before = await way()
      await head.getByRole('button').click()
      await expect.poll(way, waiting).not.toBe(before)
      ways.add(await way())
    }
    expect(ways).toEqual(new Set(['ascending', 'descending']))
  }

const step = async (pane: Locator) =>
  Number(/step (\d+) of/.exec(await pane.locator('.session-banner').innerText())?.[1])

const stride =
  (name: string, isRight: (before: number, after: number) => boolean): Check =>
  async ({ pane, press }) => {
    const before = await step(pane)
    await press(name)
    await expect.poll(async () => isRight(before, await step(pane)), waiting).toBe(true)
  }

const download =
  (press: (scene: Scene) => Promise<void>, name: RegExp, content: string): Check =>
  async (scene) => {
    const [file] = await Promise.all([scene.page.waitForEvent('download'), press(scene)])
    expect(file.suggestedFilename()).toMatch(name)
    expect(await readFile(await file.path(), 'utf8')).toContain(content)
  }

const fromMenu =
  (title: string) =>
  async ({ pane, press }: Scene) => {
    await press(/^Export/)
    await pane.getByRole('button', { name: title }).click()
  }

const chartWidth = (pane: Locator) =>
  pane.locator('svg.chart').evaluate((svg) => svg.getBoundingClientRect().width)

const zoomed =
  (section: string, name: string, isRight: (before: number, after: number) => boolean): Check =>
  async ({ pane }) => {
    const before = await chartWidth(pane)
    await pane.getByRole('region', { name: section }).getByRole('button', { name }).click()
    await expect.poll(async () => isRight(before, await chartWidth(pane)), waiting).toBe(true)
  }

const bars = (pane: Locator) => pane.locator('svg.timeline').innerHTML()

const retimed =
  (name: string): Check =>
  async ({ pane }) => {
    const before = await bars(pane)
    await pane.getByRole('region', { name: 'Timeline' }).getByRole('button', { name }).click()
    await expect.poll(() => bars(pane), waiting).not.toBe(before)
  }

/** Of the list, in the order in which they are pressed. */
const ON_THE_LIST: Readonly<Record<string, Check>> = {
  All: async ({ page, press }) => {
    await press(/^Done/)
    await searchIs(page, 'status=done')
    await press(/^All/)
    await expect.poll(() => new URL(page.url()).search, waiting).toBe('')
  },
  Failed: filter(/^Failed/, 'status=failed'),
  Sleeping: filter(/^Sleeping/, 'status=sleeping'),
  Active: filter(/^Active/, 'status=active'),
  Done: filter(/^Done/, 'status=done'),
  'From programs': filter(/^From programs/, 'origin=live'),
  Stored: filter(/^Stored/, 'origin=stored'),
  Status: sort('Status'),
  Session: sort('Session'),
  Attempt: sort('Attempt'),
  'Next try': sort('Next try'),
  Age: sort('Age'),
  'Descending; turn round': async ({ page, press }) => {
    const button = page.getByRole('button', { name: /turn round$/ })
    const before = await button.getAttribute('title')
    await press(/turn round$/)
    await expect.poll(() => button.getAttribute('title'), waiting).not.toBe(before)
    await page.goto(new URL('/', page.url()).href)
    await rowOf(page, 'doze-1').waitFor()
  },
  'Open recording': async ({ page, press }) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('Open recording')])
    await chooser.setFiles({
      name: 'night.jsonl',
      mimeType: '',
      buffer: Buffer.from(await recordOne('nightly import')),
    })
    await page.getByText('Opened night.jsonl').waitFor()
  },
  'Show recorded': async ({ page, press }) => {
    await press('Show recorded')
    await searchIs(page, 'origin=recorded')
    await page.locator('.row-name').getByText('nightly import').waitFor()
    await press(/^Recorded/)
  },
  Dismiss: async ({ page, press }) => {
    await drop(page, 'dropped.jsonl', await recordOne('dropped import'))
    await page.getByText('Opened dropped.jsonl').waitFor()
    await page.locator('.row-name').getByText('dropped import').waitFor()
    await press('Dismiss')
    await page.getByText('Opened dropped.jsonl').waitFor({ state: 'detached' })
  },
  Recorded: filter(/^Recorded/, 'origin=recorded'),
  'change: show': async ({ page, run }) => {
    // Rows keep their places while the pointer is on them.
    await rowOf(page, 'doze-1').hover()
    await run('late')
    const button = page.getByRole('button', { name: /changes?: show$/ })
    await button.waitFor()
    // The pointer stays where it is.
    await button.dispatchEvent('click')
    await page.locator('.row-name').getByText('late', { exact: true }).waitFor()
    await page.mouse.move(0, 0)
  },
  sources: async ({ page }) => {
    await page.locator('.sources-summary').click()
    await page.locator('#sources').getByText('night.jsonl').waitFor()
    await page.keyboard.press('Escape')
  },
  'Keys (?)': async ({ page, press }) => {
    await press('Keys (?)')
    const sheet = page.getByRole('dialog', { name: 'Keys' })
    await sheet.getByText('show these keys').waitFor()
    await sheet.getByRole('button', { name: 'Close' }).click()
    await sheet.waitFor({ state: 'detached' })
  },
  'Retry now': async ({ page, store }) => {
    await pressInRow(page, 'ping-1', 'Retry now')
    await expect.poll(async () => (await store.get('ping-1'))?.round, waiting).toBe(2)
    await page.mouse.move(0, 0)
  },
  Cancel: async ({ page }) => {
    await pressInRow(page, 'doze-2', 'Cancel')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Keep running' }).click()
    await dialog.waitFor({ state: 'detached' })
    await pressInRow(page, 'doze-2', 'Cancel')
    await dialog.getByRole('button', { name: 'Cancel the session' }).click()
    await page.mouse.move(0, 0)
    await rowOf(page, 'doze-2').getByText('Cancelled', { exact: true }).waitFor()
  },
  'Retry all': async ({ page, press, store }) => {
    await page.getByRole('searchbox').first().fill('ping-2')
    await press('Retry all 1')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Leave as is' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect((await store.get('ping-2'))?.round).toBe(1)
    await press('Retry all 1')
    await dialog.getByRole('button', { name: 'Retry 1 session' }).click()
    await expect.poll(async () => (await store.get('ping-2'))?.round, waiting).toBe(2)
    await page.getByText('Asked 1 session to go on when the program runs.').waitFor()
    await page.getByRole('searchbox').first().fill('')
  },
  'Cancel all': async ({ page, press }) => {
    await page.getByRole('searchbox').first().fill('doze-3')
    await press('Cancel all 1')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Cancel 1 session' }).click()
    await rowOf(page, 'doze-3').getByText('Cancelled', { exact: true }).waitFor()
    await page.getByRole('searchbox').first().fill('')
  },
  Cancelled: filter(/^Cancelled/, 'status=cancelled'),
  'Show all': async ({ page, press }) => {
    await page.getByRole('searchbox').first().fill('no such session')
    await press('Show all')
    await rowOf(page, 'doze-1').waitFor()
  },
}

/** Of a session that sleeps after two attempts. */
const ON_A_SESSION: Readonly<Record<string, Check>> = {
  'Previous attempt': stride('Previous attempt', (before, after) => after < before - 1),
  'Previous step': stride('Previous step', (before, after) => after === before - 1),
  'Next step': stride('Next step', (before, after) => after === before + 1),
  'First step': stride('First step', (_, after) => after === 1),
  'Next attempt': stride('Next attempt', (before, after) => after > before),
  'Last step': async ({ pane, press }) => {
    await press('Last step')
    await pane.getByText(/step (\d+) of \1\b/).waitFor()
  },
  'live again': async ({ pane, press }) => {
    await press('Previous step')
    await press('live again')
    await pane.getByText('As it was at').waitFor({ state: 'detached' })
  },
  Live: async ({ pane }) => {
    await pane.getByRole('button', { name: 'Previous step' }).click()
    await pane.getByText('As it was at').waitFor()
    await pane.getByRole('button', { name: 'Live', exact: true }).click()
    await pane.getByText('As it was at').waitFor({ state: 'detached' })
  },
  'Show less of the timeline': retimed('Show less of the timeline'),
  'Show more of the timeline': retimed('Show more of the timeline'),
  'All of the timeline': async ({ pane }) => {
    const timeline = pane.getByRole('region', { name: 'Timeline' })
    await timeline.getByRole('button', { name: 'Show less of the timeline' }).click()
    const all = timeline.getByRole('button', { name: 'All', exact: true })
    await expect.poll(() => all.getAttribute('aria-pressed'), waiting).toBe('false')
    await all.click()
    await expect.poll(() => all.getAttribute('aria-pressed'), waiting).toBe('true')
  },
  'Zoom in': zoomed('Chart', 'Zoom in', (before, after) => after > before),
  'Zoom out': zoomed('Chart', 'Zoom out', (before, after) => after < before),
  Fit: async ({ pane }) => {
    await pane.getByRole('button', { name: 'Fit' }).click()
    const fits = () =>
      pane.locator('.session-chart-box').evaluate((box) => {
        const { width = Infinity, height = Infinity } =
          box.querySelector('svg')?.getBoundingClientRect() ?? {}
        return width <= box.clientWidth + 1 && height <= box.clientHeight + 1
      })
    await expect.poll(fits, waiting).toBe(true)
  },
  Large: async ({ page, pane }) => {
    await pane.getByRole('button', { name: 'Large' }).click()
    const large = page.getByRole('dialog', { name: /^Chart of/ })
    await large.locator('svg.chart').waitFor()
    const room = await large.evaluate((dialog) => dialog.clientWidth / innerWidth)
    expect(room).toBeGreaterThan(0.9)
    await large.getByRole('button', { name: 'Large' }).click()
    await large.waitFor({ state: 'detached' })
  },
  'Copy snapshot': async ({ page, pane, press }) => {
    await press('Copy snapshot')
    await pane.getByText(/^Copied, /).waitFor()
    expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toHaveProperty('value')
  },
  Export: async ({ pane, press }) => {
    await press(/^Export/)
    await pane.getByRole('button', { name: 'Chart as SVG' }).waitFor()
    await press(/^Export/)
    await pane.getByRole('button', { name: 'Chart as SVG' }).waitFor({ state: 'detached' })
  },
  'Chart as SVG': download(fromMenu('Chart as SVG'), /chart\.svg$/, '<svg'),
  'Chart as Mermaid': download(fromMenu('Chart as Mermaid'), /\.mmd$/, 'stateDiagram'),
  'Timeline as SVG': download(fromMenu('Timeline as SVG'), /timeline\.svg$/, '<svg'),
  'Download recording': download(
    ({ pane }) => pane.getByRole('link', { name: 'Download recording' }).click(),
    /\.jsonl$/,
    '"type":"recording"',
  ),
  'Retry now': async ({ pane }) => {
    await pane.getByRole('button', { name: 'Retry now' }).click()
    await pane.getByText(/^(doze is woken: its next attempt begins|Woken: attempt 3 )/).waitFor()
    await pane.locator('.session-fact b').getByText('3', { exact: true }).waitFor()
  },
  'Cancel…': async ({ page, pane }) => {
    await pane.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('button', { name: 'Keep running' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await pane.locator('.session-status').getByText('Sleeping').waitFor()
    await pane.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('button', { name: 'Cancel the session' }).click()
    await pane.locator('.session-status').getByText('Cancelled').waitFor()
  },
  'Close this session': async ({ pane, press }) => {
    await press('Close this session')
    await pane.waitFor({ state: 'detached' })
  },
}

/** Links that look like text, in lines that are tested where they are made. */
const LINES = /^(\d\d:\d\d:\d\d|before|attempt|retry|after|wait|stop|beforeSleep|sleep|giveUp|fail|Error: )/

/** The names of all buttons within something, without counts. */
const namesOf = async (within: Page | Locator): Promise<readonly string[]> => {
  const names = await within
    .getByRole('button')
    .evaluateAll((buttons) =>
      buttons
        .filter((button) => button.checkVisibility())
        .map(
          (button) =>
            button.getAttribute('aria-label') ??
            (button.textContent?.trim() || button.getAttribute('title')) ??
            '',
        ),
    )
  return [
    ...new Set(
      names.map((name) =>
        name.replace(/^\d+ changes?|\s*(▾|\d[\d,]*)$/, (part) => (part.includes('change') ? 'change' : '')),
      ),
    ),
  ].filter((name) => !LINES.test(name))
}

test('every button of the list and of a session does what it says', async () => {
  const { store } = await makeStore()
  const visualizer = await startVisualizer({ port: 0, store })
  onTestFinished(() => visualizer.close())
  for (const id of ['ping-1', 'ping-2'])
    await runWithRetry(
      { id: 'ping', stop: stopAfterAttempt(1) },
      () => Promise.reject(new Error('no answer')),
      {
        id,
        store,
      },
    ).catch(() => {})
  await runWithRetry({ name: 'well' }, async () => 'done', { inspect: visualizer.inspect })
  const busy = startRetry({ name: 'busy' }, () => new Promise(() => {}), { inspect: visualizer.inspect })
  busy.result.catch(() => {})
  onTestFinished(() => busy.abort())
  for (const id of ['doze-1', 'doze-2', 'doze-3']) {
    const wait = ({ attemptNumber }: { readonly attemptNumber: number }) =>
      attemptNumber === 1 ? 1 : 3_600_000
    const session = startRetry({ name: 'doze', wait }, () => Promise.reject(new Error('too early')), {
      id,
      inspect: visualizer.inspect,
    })
    session.result.catch(() => {})
    onTestFinished(() => session.abort())
  }
  const page = await openPage(visualizer.url, { width: 1600, height: 1000 })
  await expect.poll(() => page.locator('.row[data-status="sleeping"]').count(), waiting).toBe(3)
  const pane = paneOf(page)
  const scene = {
    page,
    pane,
    store,
    run: (name: string) => runWithRetry({ name }, async () => 'done', { inspect: visualizer.inspect }),
    press: (name: string | RegExp) =>
      page
        .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
        .first()
        .click(),
  }
  const failures: string[] = []
  const seen = new Set(await namesOf(page))
  for (const [name, check] of Object.entries(ON_THE_LIST)) {
    await check(scene).catch((error: unknown) =>
      failures.push(`${name}, of the list: ${String(error).slice(0, 300)}`),
    )
    for (const each of await namesOf(page)) seen.add(each)
  }
  const known = new Set([...Object.keys(ON_THE_LIST), ...IN_TURN])
  expect([...seen].filter((name) => !known.has(name) && !isSources(name))).toEqual([])

  await openSession(page, 'doze-1')
  await pane.locator('svg.chart').waitFor()
  const seenThere = new Set<string>()
  for (const [name, check] of Object.entries(ON_A_SESSION)) {
    for (const each of await namesOf(pane)) seenThere.add(each)
    await check(scene).catch((error: unknown) => failures.push(`${name}: ${String(error).slice(0, 300)}`))
  }
  const knownThere = new Set([...Object.keys(ON_A_SESSION), ...IN_TURN])
  const untested = [...seenThere].filter((name) => !knownThere.has(name))
  expect({ failures, untested }).toEqual({ failures: [], untested: [] })
})

/** Those that are pressed within the turn of another, and the other names of some. */
const IN_TURN = ['Ascending; turn round', 'All', 'End', 'Keep running', 'Cancel the session']

/** The button that says where sessions come from is named by that. */
const isSources = (name: string) => /retries\.db|store|recording|program/.test(name)

/** The text of a recording of one session. */
async function recordOne(name: string): Promise<string> {
  const { inspect, messages } = createInspector()
  await runWithRetry({ name }, async () => 'ok', { inspect })
  const header = { type: 'recording', version: 1, at: Date.now(), pid: 1 }
  return [header, ...messages()].map((line) => JSON.stringify(line)).join('\n')
}

/** Again, where the row has moved to its new place since the pointer came to it. */
const pressInRow = (page: Page, id: string, name: string) =>
  vi.waitFor(async () => {
    await rowOf(page, id).hover()
    await rowOf(page, id).getByRole('button', { name }).click({ timeout: 1000 })
  }, waiting)

const drop = (page: Page, name: string, text: string) =>
  page.evaluate(
    ([title, content]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([content], title))
      for (const type of ['dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    [name, text] as const,
  )
