import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import type { Page } from 'playwright-core'

import { launchChromium } from '../test/support/chromium.ts'
import { gatherCrowd } from '../test/visualizer/scenarios/support/crowd.ts'
import { openSession, rowOf } from '../test/visualizer/scenarios/support/shown.ts'

// Writes the pictures of the page that the documentation shows, from sessions that are the same each time:
// npm run build && npx tsx --conditions=@holdfast/source scripts/take-screenshots.ts

const IMAGES = new URL('../docs/images/', import.meta.url)

interface Shot {
  readonly name: string
  readonly width: number
  readonly height: number
  readonly colorScheme?: 'light' | 'dark'
  readonly arrange?: (page: Page) => Promise<unknown>
}

/** All of it is drawn by then. */
async function openDrawn(page: Page, id: string): Promise<void> {
  const pane = await openSession(page, id)
  await pane.locator('svg.chart').waitFor()
  await pane.getByRole('tabpanel').waitFor()
}

const SHOTS: readonly Shot[] = [
  { name: 'list', width: 1280, height: 800 },
  { name: 'live', width: 1440, height: 1000, arrange: (page) => openDrawn(page, 'warehouse-7') },
  { name: 'failed', width: 1440, height: 1000, arrange: (page) => openDrawn(page, 'order-4102') },
  { name: 'dark', width: 1440, height: 1000, colorScheme: 'dark', arrange: (page) => openDrawn(page, 'eur') },
  { name: 'narrow', width: 400, height: 800 },
]

async function takeScreenshots(folder: string): Promise<void> {
  // What the page calls this program.
  process.argv[1] = 'shop.js'
  Object.defineProperty(process, 'pid', { value: 4711 })
  await using crowd = await gatherCrowd()
  const browser = await launchChromium()
  await mkdir(folder, { recursive: true })
  for (const { name, width, height, colorScheme = 'light', arrange } of SHOTS) {
    // One after another, so that each has the machine for itself.
    // oxlint-disable-next-line no-await-in-loop
    const page = await browser.newPage({
      viewport: { width, height },
      colorScheme,
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    })
    await page.clock.setFixedTime(crowd.now())
    await page.goto(crowd.visualizer.url)
    await rowOf(page, 'order-4107').waitFor()
    await arrange?.(page)
    await page.evaluate(() => document.fonts.ready)
    await writeFile(`${folder}/${name}.png`, await page.screenshot())
    await page.close()
  }
  await browser.close()
}

await takeScreenshots(process.argv[2] ?? fileURLToPath(IMAGES))
process.exit()
