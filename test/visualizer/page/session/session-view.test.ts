import axe from 'axe-core'
import type { InspectorMessage } from 'holdfast/inspect'
import type { SessionRow } from 'holdfast/visualizer'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { launchChromium } from '../../../support/chromium.ts'
import type { Harness } from './support/harness/main.tsx'
import {
  doneSession,
  doorSession,
  failedSession,
  longSession,
  sleepingSession,
  storedSession,
} from './support/recorded-details.ts'
import type { RecordedDetail } from './support/recorded-details.ts'
import { serveHarness } from './support/serve-harness.ts'
import type { HarnessServer } from './support/serve-harness.ts'

declare const harness: Harness

/** What accessibility rules the page breaks, and where. */
const violations = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { violations: broken } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return broken.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    )
  })

let details: Readonly<Record<string, RecordedDetail>>
let server: HarnessServer
let browser: Browser
/** What the console and the page's errors said: nothing is ever expected. */
let complaints: string[] = []

beforeAll(async () => {
  details = {
    done: await doneSession(),
    door: await doorSession(),
    failed: await failedSession(),
    long: await longSession(),
    sleeping: await sleepingSession(),
    stored: await storedSession(),
  }
  server = await serveHarness(details)
  browser = await launchChromium()
}, 120_000)

afterAll(async () => {
  await browser.close()
  await server.close()
})

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  const said = complaints
  complaints = []
  if (said.length > 0) throw new Error(`the page complained: ${said.join('; ')}`)
})

/** Waits until it is there to be seen. */
const appears = (what: Locator): Promise<boolean> => what.waitFor().then(() => true)

/** @param script - runs in the page before its own */
async function open(
  name: string,
  query = '',
  options: BrowserContextOptions = {},
  script: () => void = () => {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  await page.addInitScript(script)
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(`${server.url}?detail=${name}&still&${query}`)
  await page.waitForSelector('svg.timeline')
  return page
}

/** What has jumped since the page began, and from where to where. */
declare const shifts: () => string[]

/** Runs in the page. */
function watchShifts(): void {
  const rectOf = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].join()
  const tell = (entry: PerformanceEntry & Shift) =>
    entry.sources.map(({ node, previousRect, currentRect }) => {
      const what = node instanceof Element ? node.getAttribute('class') : node?.nodeName
      return `${what}: from ${rectOf(previousRect)} to ${rectOf(currentRect)}`
    })
  const told: string[] = []
  // The types of the DOM do not know these entries.
  const add = (entries: PerformanceEntryList) =>
    told.push(...(entries as (PerformanceEntry & Shift)[]).flatMap(tell))
  const observer = new PerformanceObserver((list) => add(list.getEntries()))
  observer.observe({ type: 'layout-shift', buffered: true })
  Object.assign(globalThis, {
    shifts: () => {
      add(observer.takeRecords())
      return told
    },
  })
}

interface Shift {
  readonly sources: readonly {
    readonly node: Node | null
    readonly previousRect: DOMRectReadOnly
    readonly currentRect: DOMRectReadOnly
  }[]
}

const calls = (page: Page): Promise<unknown[]> => page.evaluate(() => harness.calls)

const chart = (page: Page) => page.locator('svg.chart')

const tab = (page: Page, name: string) => page.getByRole('tab', { name })

describe('The head', { timeout: 30_000 }, () => {
  test('says what failed, how often, and when it is tried next', async () => {
    const page = await open('sleeping')
    const head = await page.locator('.session-head').innerText()
    expect(head).toContain('Sleeping')
    expect(head).toContain('Error: 502 Bad Gateway')
    expect(head).toMatch(/Attempt\s+3 of 8/)
    expect(head).toMatch(/Next try\s+.*in 30 s/)
    expect(head).toMatch(/Began\s+.*, 1 min ago/)
  })

  test('retries, and says what came of it', async () => {
    const page = await open('sleeping')
    await page.getByRole('button', { name: 'Retry now' }).click()
    await page.getByText('fetch-rates is woken: its next attempt begins').waitFor()
    expect(await calls(page)).toEqual([['command', 'retry', details['sleeping']?.detail.row.key]])
  })

  test('says what came of a command, and keeps it for a while', async () => {
    const { messages, ...rest } = details['failed']!.detail
    const { endedAt: _, ...row } = { ...rest.row, can: ['wake'] as const }
    const endOf = (attempt: number) =>
      messages.findIndex(
        (each) =>
          each.type === 'state' &&
          JSON.stringify(each.value).includes('resting') &&
          (each.context as { attemptNumber?: number }).attemptNumber === attempt,
      )
    const show = (page: Page, end: number, status: SessionRow['status']) =>
      page.evaluate((detail) => harness.show(detail), {
        ...rest,
        row: { ...row, status },
        messages: messages.slice(0, end),
      })
    const page = await open('failed')
    await page.clock.install()
    await show(page, endOf(1) + 1, 'sleeping')
    await page.locator('.session-status', { hasText: 'Sleeping' }).waitFor()
    await page.getByRole('button', { name: 'Retry now' }).click()
    const outcome = page.locator('.session-outcome')
    await outcome.filter({ hasText: 'import-orders is woken: its next attempt begins' }).waitFor()
    const begun = messages.findIndex(
      (each, at) =>
        at > endOf(1) && each.type === 'state' && JSON.stringify(each.value).includes('attempting'),
    )
    await show(page, begun + 1, 'active')
    await page.clock.runFor(1000)
    await outcome.filter({ hasText: 'Woken: attempt 2 has begun' }).waitFor()
    await show(page, endOf(2) + 1, 'sleeping')
    await page.clock.runFor(1000)
    await outcome.filter({ hasText: 'Woken: attempt 2 failed after 135 ms: TimeoutError' }).waitFor()
    await show(page, messages.length, 'failed')
    await page.clock.runFor(10_000)
    expect(await outcome.innerText()).toContain('attempt 2 failed')
    await page.clock.runFor(20_000)
    await page.waitForFunction(() => document.querySelector('.session-outcome')!.textContent === '')
  })

  test('asks before it cancels', async () => {
    const page = await open('sleeping')
    const cancel = page.getByRole('button', { name: 'Cancel…' })
    await cancel.click()
    await page.getByRole('dialog', { name: 'Cancel “fetch-rates”?' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await calls(page)).toEqual([])
    expect(await cancel.evaluate((button) => button === document.activeElement)).toBe(true)
    await cancel.click()
    await page.getByRole('button', { name: 'Cancel the session' }).click()
    await page.getByText('fetch-rates is asked to end').waitFor()
    expect(await calls(page)).toEqual([['command', 'cancel', details['sleeping']?.detail.row.key]])
  })

  test('says what was asked of its store, and counts what is known', async () => {
    const page = await open('stored')
    await page.evaluate(({ row, stored, ...detail }) => {
      const record = { ...stored!.record, cancelRequested: true, round: 3, owner: 'gone' }
      const asked = {
        id: 'x',
        rev: 9,
        type: 'cancelRequested',
        at: 0,
        status: 'sleeping',
        attempt: 1,
      } as const
      const history = [...stored!.history, { ...asked, by: 'ada', note: null }]
      harness.show({
        ...detail,
        row: { ...row, asked: 'cancel', attempt: 12, limit: 5, ofAllRounds: true },
        stored: { ...stored!, record, history },
      })
    }, details['stored']!.detail)
    await page
      .getByText(/^Cancel asked for by ada, .* ago: whoever runs it next ends it; cancelled again/)
      .waitFor()
    const head = page.locator('.session-facts').first()
    expect(await head.innerText()).toMatch(/Next try\s+none/)
    expect(await head.innerText()).toMatch(/Attempt\s+12 in all 3 rounds/)
  })

  test('says by whom a session was cancelled', async () => {
    const page = await open('stored')
    await page.evaluate(({ row, stored, ...detail }) => {
      const end = { id: 'x', rev: 9, type: 'cancelled', at: 0, status: 'cancelled', attempt: 1 } as const
      harness.show({
        ...detail,
        row: { ...row, status: 'cancelled', endedAt: row.changedAt },
        stored: { ...stored!, history: [{ ...end, by: 'ada', note: null }] },
      })
    }, details['stored']!.detail)
    const headline = page.locator('.session-error')
    await headline.getByText('Cancelled by ada; the last error: Error: SMTP 451: mailbox busy').waitFor()
    expect(await headline.getAttribute('data-tone')).toBe('calm')
  })

  test('says why a command was refused', async () => {
    const page = await open('sleeping')
    await page.evaluate(() => {
      harness.answer = async (_command, key) => ({
        done: 0,
        refused: [{ key, reason: 'is held by another' }],
        refusals: 1,
      })
    })
    await page.getByRole('button', { name: 'Retry now' }).click()
    expect(await appears(page.getByText('fetch-rates is held by another'))).toBe(true)
  })

  test('says why a button does nothing, and does nothing', async () => {
    const page = await open('failed')
    const retry = page.getByRole('button', { name: 'Retry now' })
    expect(await retry.getAttribute('aria-disabled')).toBe('true')
    expect(await retry.getAttribute('title')).toContain('no store keeps it')
    expect(await page.locator('.session-hints').innerText()).toContain('no store keeps it')
    await retry.click({ force: true })
    expect(await calls(page)).toEqual([])
    const readOnly = await open('sleeping', 'readonly')
    expect(await readOnly.locator('.session-hints').innerText()).toBe('This visualizer is read-only.')
  })

  test('copies a snapshot, and says what it is good for', async () => {
    const page = await open('failed', '', { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy snapshot' }).click()
    await page.getByText('Copied, for reading only: it has ended').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"value": "failed"')
  })

  test('gives recordings and drawings as files', async () => {
    const page = await open('failed')
    const take = async (click: () => Promise<void>) => {
      const [file] = await Promise.all([page.waitForEvent('download'), click()])
      const chunks: Buffer[] = []
      for await (const chunk of await file.createReadStream()) chunks.push(chunk)
      return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString() }
    }
    const recording = await take(() => page.getByRole('link', { name: 'Download recording' }).click())
    expect(recording.name).toMatch(/^import-orders-.*\.jsonl$/)
    expect(recording.text).toContain('recording')
    const choose = async (title: string) => {
      await page.getByRole('button', { name: 'Export' }).click()
      await page.getByRole('button', { name: title }).click()
    }
    const drawn = await take(() => choose('Chart as SVG'))
    expect(drawn.name).toBe('import-orders-chart.svg')
    expect(drawn.text).toMatch(/^<svg[^]*xmlns[^]*is-active[^]*<\/svg>/)
    expect((await take(() => choose('Chart as Mermaid'))).text).toContain('stateDiagram-v2')
    expect((await take(() => choose('Timeline as SVG'))).text).toContain('class="timeline"')
  })

  test('offers no recording of what is only stored, and says why', async () => {
    const page = await open('stored')
    const button = page.getByRole('button', { name: 'Download recording' })
    expect(await button.getAttribute('aria-disabled')).toBe('true')
    const hint = 'There is no recording to download: no message of it is held.'
    expect(await button.getAttribute('title')).toBe(hint)
    expect(await page.locator('.session-hints').innerText()).toContain(hint)
    expect(await page.getByRole('link', { name: 'Download recording' }).count()).toBe(0)
  })

  test('says that it stays in the present while the rest goes back', async () => {
    const page = await open('sleeping')
    expect(await page.locator('.session-present').count()).toBe(0)
    await page.getByRole('button', { name: 'First step' }).click()
    expect(await appears(page.locator('.session-present').getByText('now', { exact: true }))).toBe(true)
    const ended = await open('failed', 'moment=60')
    expect(await appears(ended.locator('.session-present').getByText('in the end', { exact: true }))).toBe(
      true,
    )
  })

  test('gives an error three lines on a phone', async () => {
    const page = await open('sleeping', '', { viewport: { width: 400, height: 812 } })
    const heightOf = async (error: string) => {
      await page.evaluate(
        ({ detail, text }) => harness.show({ ...detail, row: { ...detail.row, error: text } }),
        { detail: details['sleeping']!.detail, text: error },
      )
      await page.locator('.session-error', { hasText: error.slice(0, 20) }).waitFor()
      return page.locator('.session-error').evaluate((line) => line.getBoundingClientRect().height)
    }
    const one = await heightOf('Error: short')
    const many = await heightOf(`Error: ${'a long story '.repeat(40)}`)
    expect(many).toBeGreaterThan(2 * one)
    expect(many).toBeLessThan(3 * one)
  })

  test('leads to the sessions around it, and back', async () => {
    const page = await open('failed')
    await page.evaluate((detail) => {
      const messages = detail.messages.map((message) =>
        message.type === 'session' ? { ...message, parentName: 'nightly' } : message,
      )
      const row = { ...detail.row, parent: 'program~7' }
      harness.show({ ...detail, messages, row, children: ['program~8', 'program~9'] })
    }, details['failed']!.detail)
    await page.getByRole('button', { name: 'nightly' }).click()
    await page.getByRole('button', { name: 'the eighth' }).click()
    await page.getByRole('button', { name: 'program~9' }).click()
    await page.getByRole('button', { name: 'Close this session' }).click()
    const opened = ['program~7', 'program~8', 'program~9'].map((key) => ['open', key])
    expect(await calls(page)).toEqual([...opened, ['close']])
  })
})

describe('The chart', { timeout: 30_000 }, () => {
  test('lights the state, and counts the ways', async () => {
    const page = await open('sleeping')
    await chart(page).waitFor()
    const active = await chart(page)
      .locator('.is-active')
      .evaluateAll((states) => states.map((state) => state.getAttribute('data-state')))
    expect(active).toContain('retry.sleeping.resting'.replace('retry', 'fetch-rates'))
    expect(await chart(page).locator('.is-last').count()).toBe(1)
    expect(await chart(page).locator('.count').first().textContent()).toMatch(/\d/)
  })

  test('is laid out once, and known when the page is loaded again', async () => {
    const page = await open('failed')
    await chart(page).waitFor()
    await page.reload()
    // Whichever of the two comes first.
    await page.waitForSelector('svg.chart, .session-chart-box.is-empty')
    expect(await page.getByText('Laying out the chart').count()).toBe(0)
    expect(await chart(page).count()).toBe(1)
  })

  test('moves nothing when it comes', async () => {
    const page = await open('failed')
    const placeOf = () =>
      page.locator('.session-tabs').evaluate((tabs) => JSON.stringify(tabs.getBoundingClientRect()))
    const before = await placeOf()
    await chart(page).waitFor()
    expect(await placeOf()).toBe(before)
  })

  test('is zoomed by buttons, keys and wheel, and fits', async () => {
    const page = await open('failed')
    const width = () => chart(page).evaluate((drawing) => drawing.getBoundingClientRect().width)
    await chart(page).waitFor()
    const first = await width()
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForFunction((before) => document.querySelector('svg.chart')!.clientWidth > before, first)
    const box = page.getByRole('group', { name: /^Chart/ })
    await box.press('-')
    await page.waitForFunction(
      (before) => Math.abs(document.querySelector('svg.chart')!.getBoundingClientRect().width - before) < 1,
      first,
    )
    await box.hover()
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -100)
    await page.keyboard.up('Control')
    await page.waitForFunction((before) => document.querySelector('svg.chart')!.clientWidth > before, first)
    await box.press('0')
    await page.waitForFunction((before) => document.querySelector('svg.chart')!.clientWidth < before, first)
    const isWhole = await box.evaluate(
      ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
        scrollHeight <= clientHeight && scrollWidth <= clientWidth,
    )
    expect(isWhole).toBe(true)
  })

  test('keeps what is in the middle when its buttons zoom', async () => {
    const page = await open('failed')
    await chart(page).waitFor()
    const box = page.getByRole('group', { name: /^Chart/ })
    const middle = () =>
      box.evaluate(({ scrollLeft, scrollTop, clientWidth, clientHeight, firstElementChild }) => {
        const { width, height } = firstElementChild!.getBoundingClientRect()
        return [(scrollLeft + clientWidth / 2) / width, (scrollTop + clientHeight / 2) / height]
      })
    await box.evaluate((element) => element.scrollTo(200, 400))
    const [x, y] = await middle()
    const width = await chart(page).evaluate((drawing) => drawing.clientWidth)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForFunction((before) => document.querySelector('svg.chart')!.clientWidth > before, width)
    const [nextX, nextY] = await middle()
    expect(nextX).toBeCloseTo(x!, 1.5)
    expect(nextY).toBeCloseTo(y!, 1.5)
  })

  test('keeps the state that is active in sight, however often its buttons zoom', async () => {
    const page = await open('sleeping')
    await chart(page).waitFor()
    const box = page.getByRole('group', { name: /^Chart/ })
    const middle = async () => {
      const state = (await chart(page).locator('.is-active').last().boundingBox())!
      const { x, y } = (await box.boundingBox())!
      return [state.x + state.width / 2 - x, state.y + state.height / 2 - y] as const
    }
    const [x, y] = await middle()
    const width = () => chart(page).evaluate((drawing) => drawing.getBoundingClientRect().width)
    for (let press = 0; press < 6; press++) {
      const before = await width()
      await page.getByRole('button', { name: 'Zoom in' }).click()
      await expect.poll(width).toBeGreaterThan(before)
    }
    const [nextX, nextY] = await middle()
    expect(Math.abs(nextX - x)).toBeLessThan(10)
    expect(Math.abs(nextY - y)).toBeLessThan(10)
  })

  test.each([400, 900])('at %d pixels is covered by none of its tools', async (width) => {
    const page = await open('sleeping', '', { viewport: { width, height: 900 } })
    await chart(page).waitFor()
    const { y, height } = (await page.locator('.session-chart-box').boundingBox())!
    const tools = (await page.getByRole('button', { name: 'Zoom in' }).boundingBox())!
    expect(tools.y >= y + height || tools.y + tools.height <= y).toBe(true)
    await page.locator('.session-legend').getByText('taken on an error').waitFor()
  })

  test('stays where a person has moved it, while the session goes on', async () => {
    const page = await open('sleeping')
    await chart(page).waitFor()
    const box = page.getByRole('group', { name: /^Chart/ })
    await box.hover({ position: { x: 20, y: 20 } })
    await page.mouse.wheel(0, 5000)
    await page.waitForFunction(() => {
      const { scrollTop, clientHeight, scrollHeight } = document.querySelector('.session-chart-box')!
      return scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 2
    })
    const placeOf = () => box.evaluate(({ scrollLeft, scrollTop }) => [scrollLeft, scrollTop])
    const place = await placeOf()
    const { messages, ...rest } = details['sleeping']!.detail
    const more = { ...messages.at(-1)!, seq: 999, value: { attempting: 'running' } }
    await page.evaluate((detail) => harness.show(detail), { ...rest, messages: [...messages, more] })
    await page.locator('.session-banner', { hasText: `of ${messages.length + 1}` }).waitFor()
    // It is above what is shown.
    await page.locator('.chart .is-active[data-state$="attempting.running"]').waitFor()
    expect(await placeOf()).toEqual(place)
  })

  test('follows the state, as long as nobody has moved it', async () => {
    const page = await open('sleeping')
    await chart(page).waitFor()
    const box = page.getByRole('group', { name: /^Chart/ })
    const { messages, ...rest } = details['sleeping']!.detail
    const show = (extra: readonly InspectorMessage[]) =>
      page.evaluate((detail) => harness.show(detail), { ...rest, messages: [...messages, ...extra] })
    const last = messages.at(-1)!
    await show([{ ...last, seq: 999, value: { attempting: 'running' } } as InspectorMessage])
    await page.locator('.chart .is-active[data-state$="attempting.running"]').waitFor()
    const isSeen = await page
      .locator('.chart .is-active[data-state$="attempting.running"]')
      .evaluate((state) => {
        const outer = document.querySelector('.session-chart-box')!.getBoundingClientRect()
        const { top, bottom } = state.getBoundingClientRect()
        return top >= outer.top && bottom <= outer.bottom
      })
    expect(isSeen).toBe(true)
    // What else happens in that state moves nothing.
    await box.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    const bottom = await box.evaluate(({ scrollTop }) => scrollTop)
    await show([
      { ...last, seq: 999, value: { attempting: 'running' } } as InspectorMessage,
      {
        type: 'guard',
        seq: 1000,
        at: last.at,
        sessionId: 'a',
        guard: { type: 'g' },
        verdict: true,
        state: 'a',
      },
    ])
    await page.locator('.session-banner', { hasText: `of ${messages.length + 2}` }).waitFor()
    expect(await box.evaluate(({ scrollTop }) => scrollTop)).toBe(bottom)
  })

  test.each([400, 1280])(
    'begins with the state in sight, and the one that the last way came from, %i pixels wide',
    async (width) => {
      const page = await open('failed', 'moment=60', { viewport: { width, height: 900 } })
      await chart(page).waitFor()
      const places = await page.locator('.session-chart-box').evaluate((box) => {
        const outer = box.getBoundingClientRect()
        return ['attempting.before', 'attempting.running'].map((path) => {
          const state = box.querySelector(`[data-state$="${path}"]`)!.getBoundingClientRect()
          const isIn =
            state.left >= outer.left &&
            state.right <= outer.right &&
            state.top >= outer.top &&
            state.bottom <= outer.bottom
          return [path, isIn]
        })
      })
      expect(places).toEqual([
        ['attempting.before', true],
        ['attempting.running', true],
      ])
    },
  )

  test('is shown over the whole window, with the same tools, until Escape is pressed', async () => {
    const page = await open('sleeping')
    await chart(page).waitFor()
    const button = page.getByRole('button', { name: 'Large' })
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    const width = () =>
      page
        .locator('svg.chart')
        .last()
        .evaluate((drawing) => drawing.clientWidth)
    const before = await width()
    await button.click()
    const large = page.getByRole('dialog', { name: /^Chart of/ })
    await large.locator('svg.chart').waitFor()
    expect(await large.getByRole('button', { name: 'Large' }).getAttribute('aria-pressed')).toBe('true')
    const room = await large.getByRole('group', { name: /^Chart/ }).boundingBox()
    expect(room?.width).toBeGreaterThan(1280 * 0.9)
    expect(room?.height).toBeGreaterThan(900 * 0.8)
    const first = await width()
    await large.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForFunction(
      (then) => document.querySelector('dialog svg.chart')!.clientWidth > then,
      first,
    )
    await large.getByRole('button', { name: 'Fit' }).click()
    await page.waitForFunction(
      (then) => document.querySelector('dialog svg.chart')!.clientWidth < then,
      first,
    )
    await page.keyboard.press('Escape')
    await large.waitFor({ state: 'detached' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(await button.getAttribute('aria-pressed')).toBe('false')
    // What was zoomed there is not zoomed here.
    expect(await width()).toBe(before)
    expect(await calls(page)).toEqual([])
  })

  test('is a table as well', async () => {
    const page = await open('failed')
    await page.getByText('Chart as table').click()
    const table = page.getByRole('region', { name: 'Chart as table' })
    const text = await table.innerText()
    expect(text).toContain('evaluating.stopping')
    expect(text).toContain('shouldStop: stopAfterAttempt(5)')
    expect(text).toMatch(/failed\s+\(now\)/)
  })

  test('that is not known is said to be so', async () => {
    const page = await open('failed')
    await page.evaluate(
      ({ definition: _definition, ...detail }) => harness.show(detail),
      details['failed']!.detail,
    )
    expect(await appears(page.getByText('No chart is known'))).toBe(true)
  })
})

describe('Stepping back in time', { timeout: 30_000 }, () => {
  test('shows the chart, the guards, the log and the values as they were', async () => {
    const page = await open('failed')
    await chart(page).waitFor()
    const couldBe = (name: string) => page.getByRole('button', { name }).getAttribute('aria-disabled')
    expect(await couldBe('Previous attempt')).toBe('false')
    expect(await couldBe('Next attempt')).toBe('true')
    await page.getByRole('button', { name: 'First step' }).click()
    await page.getByText('As it was at').waitFor()
    expect(await page.locator('.session-banner').innerText()).toContain('step 1 of 134')
    await page.getByRole('button', { name: 'Next attempt' }).click()
    await page.locator('.session-banner', { hasText: 'step 8 of 134' }).waitFor()
    await tab(page, 'Guards').click()
    await page.getByText('No guard has been asked yet.').waitFor()
    await tab(page, 'Data').click()
    await page.getByRole('tabpanel').getByText('attemptNumber: 1').waitFor()
    const last = await calls(page)
    expect(last.at(-1)).toEqual(['moment', String(details['failed']!.detail.messages[7]!.seq)])
    await page.getByRole('button', { name: 'back to the end' }).click()
    await page.locator('.session-banner', { hasText: 'step 134 of 134' }).waitFor()
    expect((await calls(page)).at(-1)).toEqual(['moment', undefined])
  })

  test('begins where the address says', async () => {
    const page = await open('failed', 'moment=60')
    expect(await page.locator('.session-banner').innerText()).toContain('As it was at')
    expect(await page.getByRole('slider', { name: 'Moment', exact: true }).inputValue()).toBe('58')
  })

  test('says when a moment is no longer held, and what is only counted in those that are', async () => {
    const page = await open('failed', 'moment=30')
    const { messages, ...detail } = details['failed']!.detail
    const held = [...messages.slice(0, 1), ...messages.slice(60)]
    await page.evaluate((shown) => harness.show(shown), { ...detail, forgotten: 59, messages: held })
    await page.getByText('That moment is no longer held').waitFor()
    const banner = await page.locator('.session-banner').innerText()
    expect(banner).toContain(`step 2 of ${held.length}`)
    await page.getByRole('button', { name: 'back to the end' }).click()
    const caption =
      /What failed in the last 75 messages, .*\(2 of the last 2 attempts failed; 5 attempts in all\)/
    expect(await appears(page.getByText(caption))).toBe(true)
    expect(await page.locator('.session-badge').innerText()).toBe('≥2×')
    await tab(page, 'Guards').click()
    expect(await appears(page.getByText('Steps in the last 75 messages'))).toBe(true)
  })

  test('goes by the keys of a slider', async () => {
    const page = await open('failed', 'moment=60')
    const slider = page.getByRole('slider', { name: 'Moment', exact: true })
    await slider.press('ArrowRight')
    await page.locator('.session-banner', { hasText: 'step 60 of' }).waitFor()
    await slider.press('PageUp')
    await page.locator('.session-banner', { hasText: 'step 86 of' }).waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toMatch(
      /^step 86 of 134, .*: attempt 4 failed after 170 ms: TimeoutError/,
    )
    await slider.press('Home')
    await page.locator('.session-banner', { hasText: 'step 1 of' }).waitFor()
  })

  test('says what the session was doing, on a line that is as long as the screen is wide', async () => {
    const page = await open('failed', 'moment=60')
    await page.locator('.session-banner', { hasText: 'attempt 3, running' }).waitFor()
    const narrow = await open('failed', 'moment=60', { viewport: { width: 400, height: 900 } })
    const lines = await narrow
      .locator('.session-banner')
      .evaluate((banner) => banner.clientHeight / Number.parseFloat(getComputedStyle(banner).lineHeight))
    expect(lines).toBeCloseTo(2, 1)
    await narrow.getByRole('button', { name: 'End', exact: true }).click()
    await narrow.locator('.session-phase').waitFor({ state: 'hidden' })
  })

  test('stays where it is while the session goes on', async () => {
    const page = await open('sleeping', 'moment=20')
    const { detail } = details['sleeping']!
    const banner = await page.locator('.session-banner').innerText()
    await page.evaluate(
      ({ messages, ...rest }) =>
        harness.show({ ...rest, messages: [...messages, { ...messages.at(-1)!, seq: 999 }] }),
      detail,
    )
    await page.locator('.session-banner', { hasText: `of ${detail.messages.length + 1}` }).waitFor()
    expect((await page.locator('.session-banner').innerText()).replace(/of \d+/, '')).toBe(
      banner.replace(/of \d+/, ''),
    )
  })
})

describe('The timeline', { timeout: 30_000 }, () => {
  const readout = (page: Page) => page.locator('.session-readout')

  test('tells exactly what is pointed at, and picks its moment', async () => {
    const page = await open('failed')
    const third = page.locator('.timeline .bar.attempt').nth(2)
    await third.hover()
    await readout(page).filter({ hasText: 'attempt 3: 153 ms, failed: TimeoutError' }).waitFor()
    await third.click()
    await page.getByText('As it was at').waitFor()
    expect(await appears(page.locator('.timeline .bar.attempt.is-chosen'))).toBe(true)
    const end = details['failed']!.detail.messages[Number(await third.getAttribute('data-index'))]
    expect(await calls(page)).toEqual([['moment', String(end?.seq)]])
  })

  test('is gone through by keys', async () => {
    const page = await open('failed')
    const timeline = page.getByRole('slider', { name: /^Timeline/ })
    await timeline.press('Home')
    await timeline.press('ArrowRight')
    await readout(page).filter({ hasText: 'attempt 1: 118 ms' }).waitFor()
    expect(await timeline.getAttribute('aria-valuetext')).toContain('attempt 1: 118 ms')
    expect(await calls(page)).toHaveLength(2)
  })

  test('is zoomed to the bar that is chosen', async () => {
    const page = await open('failed', 'moment=60')
    const timeline = page.getByRole('slider', { name: /^Timeline/ })
    const chosen = page.locator('.timeline .bar.attempt.is-chosen .body')
    const width = async () => Number(await chosen.getAttribute('width'))
    for (let presses = 0; presses < 3; presses++) {
      const before = await width()
      await timeline.press('+')
      await expect.poll(width).toBeGreaterThan(before * 1.9)
    }
  })

  test('shows a part that is selected, and all again', async () => {
    const page = await open('failed')
    const drawing = page.locator('.timeline')
    const bars = drawing.locator('.bar')
    const all = await bars.count()
    const place = (await drawing.boundingBox())!
    await page.mouse.move(place.x + 100, place.y + 110)
    await page.mouse.down()
    await page.mouse.move(place.x + 300, place.y + 110, { steps: 4 })
    await page.mouse.up()
    await page.waitForFunction((before) => document.querySelectorAll('.timeline .bar').length < before, all)
    expect(await calls(page)).toEqual([])
    await page.getByRole('button', { name: 'All', exact: true }).click()
    await page.waitForFunction((before) => document.querySelectorAll('.timeline .bar').length === before, all)
  })
})

describe('The panels', { timeout: 30_000 }, () => {
  test('tell what guards said, about what', async () => {
    const page = await open('failed')
    await tab(page, 'Guards').click()
    const text = await page.locator('.session-decisions').innerText()
    expect(text).toContain('retryIfExceptionType(TimeoutError)')
    expect(text).toContain('stopAfterAttempt(5): 2 of 5')
    expect(text.indexOf('Attempt 5')).toBeLessThan(text.indexOf('Attempt 1'))
  })

  test('break no word of the names of steps', async () => {
    const page = await open('failed', '', { viewport: { width: 320, height: 900 } })
    await tab(page, 'Guards').click()
    const names = page.locator('.session-steps tbody th button')
    await names.first().waitFor()
    const lines = await names.evaluateAll((buttons) =>
      buttons.map((button) => {
        const range = document.createRange()
        range.selectNodeContents(button)
        return range.getClientRects().length
      }),
    )
    expect(new Set(lines)).toEqual(new Set([1]))
  })

  test('tell an error, what it came of, and how often', async () => {
    const page = await open('failed')
    const text = await page.getByRole('tabpanel').innerText()
    expect(text).toContain('RetryError')
    expect(text).toContain('caused by: Error')
    expect(text).toContain('4 earlier errors')
    expect(text).toMatch(/5\s+TimeoutError: the attempt took longer than 100 ms\s+1–5/)
  })

  test('show texts as texts, whatever is in them', async () => {
    const page = await open('long')
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor()
    expect(await page.locator('.session img').count()).toBe(0)
  })

  test('render of a long log what is in sight, and a line is a moment', async () => {
    const page = await open('long')
    await tab(page, 'Log').click()
    const log = page.getByRole('listbox', { name: 'Log' })
    await log.getByText('failed for good').waitFor()
    expect(await log.getByRole('option').count()).toBeLessThan(60)
    await log.evaluate((list) => (list.scrollTop = 0))
    await log.getByText('attempt 2 failed').click()
    await page.getByText('As it was at').waitFor()
    expect(await log.locator('[aria-selected=true]').innerText()).toContain('attempt 2 failed')
    await log.press('ArrowDown')
    await log.locator('[aria-selected=true]', { hasText: 'retryIfExceptionType' }).waitFor()
    await page.getByRole('searchbox').fill('attempt 77 failed')
    await page.getByText('1 line', { exact: true }).waitFor()
    await page.getByRole('searchbox').fill('')
    await page.getByRole('checkbox', { name: 'Every message' }).check()
    await page.getByText(/^\d,\d{3} lines$/).waitFor()
  })

  test('say of a session that is only stored what is not known', async () => {
    const page = await open('stored')
    expect(await page.getByRole('tabpanel').innerText()).toContain('released by its worker')
    await tab(page, 'Guards').click()
    await page.getByText('This session is only stored').waitFor()
    await tab(page, 'Log').click()
    await page.getByText('nothing is told message by message').waitFor()
    expect(await page.locator('.session-moment').count()).toBe(0)
    await chart(page).waitFor()
    expect(await chart(page).locator('.is-active').count()).toBeGreaterThan(0)
  })

  test('show any machine of XState without attempts', async () => {
    const page = await open('door')
    const head = await page.locator('.session-head').innerText()
    expect(head).not.toContain('Attempt')
    expect(head).toMatch(/State\s+open/)
    await page.locator('.timeline .bar.state').first().waitFor()
  })
})

describe('The view', { timeout: 60_000 }, () => {
  test.each(
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      ['failed', 'sleeping', 'stored', 'door'].map((name) => ({ colorScheme, name })),
    ),
  )('can be used by everybody: $name, $colorScheme', async ({ colorScheme, name }) => {
    const page = await open(name, name === 'failed' ? 'moment=60' : '', { colorScheme })
    await chart(page).waitFor()
    await page.getByText('Chart as table').click()
    await page.evaluate(axe.source)
    for (const each of await page.getByRole('tab').all()) {
      await each.click()
      await page.waitForFunction((chosen) => chosen?.ariaSelected === 'true', await each.elementHandle())
      expect(await violations(page)).toEqual([])
    }
  })

  test.each([400, 1280, 2560])('fits into %i pixels, in one column, two or three', async (width) => {
    const page = await open('failed', '', { viewport: { width, height: 900 } })
    await chart(page).waitFor()
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(await page.getByRole('tablist').count()).toBe(width === 2560 ? 0 : 1)
    const columns = await page
      .locator('.session-parts')
      .evaluate((parts) => getComputedStyle(parts).gridTemplateColumns.split(' ').length)
    expect(columns).toBe({ 400: 1, 1280: 2, 2560: 3 }[width])
  })

  test.each(['failed', 'sleeping'])('has the drawings on the first screen of a phone: %s', async (name) => {
    const page = await open(name, '', { viewport: { width: 400, height: 812 } })
    await chart(page).waitFor()
    const topOf = (selector: string) =>
      page.locator(selector).evaluate((element) => element.getBoundingClientRect().top)
    // The page has 48 pixels above it.
    expect(await topOf('.session-timeline')).toBeLessThan(450 - 48)
    expect(await topOf('.session-chart-box')).toBeLessThan(812 - 200)
    for (const fact of ['Attempt', 'Next try'])
      expect(await appears(page.locator('.session-fact').filter({ hasText: fact }))).toBe(true)
    for (const button of ['Retry now', 'Cancel…'])
      expect(await appears(page.getByRole('button', { name: button }))).toBe(true)
  })

  test.each(
    [400, 800, 1280, 2560].flatMap((width) =>
      ['failed', 'sleeping', 'stored'].map((name) => ({ width, name })),
    ),
  )('does not jump while its parts come: $name in $width pixels', async ({ width, name }) => {
    const page = await open(name, '', { viewport: { width, height: 900 } }, watchShifts)
    await chart(page).waitFor()
    await page.locator(':is(.session-tabs, .session-stacked)').first().waitFor()
    expect(await page.evaluate(() => shifts())).toEqual([])
  })

  // As much as the list leaves of 1280 × 800 and 1440 × 1000.
  test.each([
    { width: 768, height: 752 },
    { width: 864, height: 952 },
  ])('has the chart in the first screen, and large enough to be read: $width × $height', async (viewport) => {
    const page = await open('sleeping', '', { viewport })
    await chart(page).waitFor()
    const { top } = (await page
      .locator('.session-chart-box')
      .evaluate((box) => box.getBoundingClientRect())) as { top: number }
    expect(top).toBeLessThan(viewport.height - 180)
    const { top: stateTop, bottom: stateBottom } = (await chart(page)
      .locator('.is-active')
      .last()
      .evaluate((state) => state.getBoundingClientRect())) as { top: number; bottom: number }
    expect(stateTop).toBeGreaterThanOrEqual(top)
    expect(stateBottom).toBeLessThanOrEqual(viewport.height)
    const sizes = await chart(page).evaluate((drawing) => {
      const scale = drawing.getBoundingClientRect().width / (drawing as SVGSVGElement).viewBox.baseVal.width
      return [...drawing.querySelectorAll('text')].map(
        (text) => Number.parseFloat(getComputedStyle(text).fontSize) * scale,
      )
    })
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(10)
  })
})
