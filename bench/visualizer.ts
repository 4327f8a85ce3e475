import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { once } from 'node:events'

import type { CDPSession, Page } from 'playwright-core'

import { launchChromium } from '../test/support/chromium.ts'
import type { Bar, Benchmark } from './report/benchmark.ts'
import { count, milliseconds } from './report/units.ts'
import { watchPage } from './visualizer/watch-page.ts'
import type { PageRecord } from './visualizer/watch-page.ts'

const SESSIONS = 10_000
/** Each wakes, fails and sleeps again, in about 22 messages of its inspector. */
const WOKEN_A_SECOND = 25
const SECONDS = 60
const CLICKS = 20

export const benchmark: Benchmark = {
  title: 'The page of the visualizer',
  about: `${count(SESSIONS)} sessions of one program, which \`holdfast inspect\` runs; for ${SECONDS} s ${WOKEN_A_SECOND} of them a second are woken and fail again, which are more than 500 messages a second. In headless Chromium on the same machine, by the page's Performance API; ${CLICKS} clicks on lines of the list meanwhile.`,
  async run() {
    // The browser starts meanwhile: what it does then is not the page's.
    const [inspection, browser] = await Promise.all([startInspection(), launchChromium()])
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
      await page.addInitScript(watchPage)
      await page.goto(inspection.url)
      await page.waitForTimeout(2000)
      const tools = await page.context().newCDPSession(page)
      const opening = await take(page)

      inspection.toggle()
      const heapBefore = await heapOf(tools)
      await clickAbout(page)
      const heapAfter = await heapOf(tools)
      inspection.toggle()
      await page.waitForTimeout(2000)
      const { longTasks, clicks, toPixel, stale, messages } = await take(page)
      const slowest = Math.max(0, ...opening.longTasks, ...longTasks)
      const slowestClick = Math.max(0, ...clicks)
      return {
        table: {
          columns: ['what', 'measured'],
          rows: [
            ['until the list is there', milliseconds(opening.firstRows)],
            ['tasks of 50 ms and more, while it opens', String(opening.longTasks.length)],
            ['tasks of 50 ms and more, afterwards', String(longTasks.length)],
            ['the longest of them', slowest === 0 ? 'none' : milliseconds(slowest)],
            ['a click, the slowest (Event Timing; under 16 ms it tells of none)', milliseconds(slowestClick)],
            ['from an event to its pixel, median', milliseconds(quantile(toPixel, 0.5))],
            ['from an event to its pixel, p99', milliseconds(quantile(toPixel, 0.99))],
            ['sessions whose last attempt the page was not told', String(stale)],
            ['messages a second', count(Math.round(messages / SECONDS))],
            ['growth of the heap', `${((heapAfter - heapBefore) / 1e6).toFixed(1)} MB`],
          ],
        },
        bars: [
          bar(
            'no main-thread task above 50 ms',
            slowest === 0 ? 'none' : milliseconds(slowest),
            slowest <= 50,
          ),
          bar('a click answered within 100 ms', milliseconds(slowestClick), slowestClick <= 100),
        ],
      }
    } finally {
      await browser.close()
      inspection.kill()
    }

    async function take(page: Page) {
      const { attempts, ...taken } = await page.evaluate(() => {
        // As `watchPage` has made it.
        const { record } = globalThis as unknown as { record: PageRecord }
        const copy = { ...record, attempts: [...record.attempts] }
        Object.assign(record, { longTasks: [], clicks: [], toPixel: [], attempts: new Map() })
        return copy
      })
      return { ...taken, ...(await inspection.compare(new Map(attempts))) }
    }
  },
}

const bar = (limit: string, measured: string, met: boolean): Bar => ({
  what: `the page with ${count(SESSIONS)} sessions and 500 events a second`,
  bar: limit,
  measured,
  met,
})

/**
 * Clicks on lines of the list, spread over the time: with the mouse alone, since what Playwright does to find an element
 * and to see that it can be clicked is work of the page's main thread too.
 */
async function clickAbout(page: Page): Promise<void> {
  for (let n = 0; n < CLICKS; n++) {
    // oxlint-disable-next-line no-await-in-loop
    const { x, y } = await page.evaluate(
      (place) => {
        const { left, top } = document.querySelectorAll('.grid-body .row')[place]!.getBoundingClientRect()
        return { x: left + 200, y: top + 10 }
      },
      1 + (n % 8),
    )
    // oxlint-disable-next-line no-await-in-loop
    await page.mouse.click(x, y)
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForTimeout((SECONDS * 1000) / CLICKS)
  }
}

async function heapOf(tools: CDPSession): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage')
  return (await tools.send('Runtime.getHeapUsage')).usedSize
}

/** The command with the crowd, as a user would run it. */
async function startInspection() {
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  const command = ['inspect', '--port', '0', '--', process.execPath, '--import', 'tsx']
  const crowd = [path('visualizer/crowd.ts'), String(SESSIONS), String(WOKEN_A_SECOND)]
  const child = spawn(process.execPath, [path('../dist/cli/main.js'), ...command, ...crowd], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line))
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const line = lines.find((each) => pattern.test(each))
      if (line !== undefined) return line.trim()
      // oxlint-disable-next-line no-await-in-loop
      await once(reader, 'line')
    }
  }
  const url = await until(/http:/)
  const { origin, hash } = new URL(url)
  const headers = { authorization: `Bearer ${hash.replace('#token=', '')}` }
  const get = async (query: string) =>
    (await (await fetch(`${origin}/api/sessions?${query}`, { headers })).json()) as {
      readonly rows: readonly { readonly key: string; readonly attempt?: number }[]
    }
  await until(/^ready/)

  return {
    url,
    /** Begins the load, or ends it. */
    toggle: () => void child.stdin.write('\n'),
    kill: () => void child.kill(),
    /** What the page was told, beside what is so. */
    async compare(told: ReadonlyMap<string, number>) {
      let stale = 0
      let messages = 0
      for (let offset = 0; offset < SESSIONS; offset += 500) {
        // oxlint-disable-next-line no-await-in-loop
        const { rows } = await get(`sort=started&limit=500&offset=${offset}`)
        for (const { key, attempt = 0 } of rows) {
          messages += (attempt - 1) * MESSAGES_OF_AN_ATTEMPT
          if (told.has(key) && told.get(key) !== attempt) stale++
        }
      }
      return { stale, messages }
    },
  }
}

/** As an inspector tells them, from one sleep to the next. */
const MESSAGES_OF_AN_ATTEMPT = 23

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN
