import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import type { Page } from 'playwright-core'
import { build } from 'vite'

import { launchChromium } from '../../../support/chromium.ts'

/** Builds the page into a folder of its own. */
export async function buildPage(): Promise<URL> {
  const outDir = await mkdtemp(join(tmpdir(), 'holdfast-list-page-'))
  await build({
    configFile: 'visualizer/vite.config.ts',
    logLevel: 'error',
    build: { outDir, emptyOutDir: true },
  })
  return pathToFileURL(`${outDir}/`)
}

export interface PageOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** It is touched, and nothing points. */
  readonly hasTouch?: boolean
}

/** Opens pages, each as a new user's, and holds what their consoles say. */
export async function openBrowser() {
  const browser = await launchChromium()
  const complaints: string[] = []
  return {
    complaints,
    async open(
      url: string,
      { width = 1280, height = 800, colorScheme = 'light', hasTouch = false }: PageOptions = {},
    ): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme,
        hasTouch,
        isMobile: hasTouch,
      })
      context.setDefaultTimeout(10_000)
      const page = await context.newPage()
      page.on('console', (message) => {
        // That a question was refused is what some tests are about.
        if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
          complaints.push(message.text())
      })
      page.on('pageerror', ({ stack }) => complaints.push(String(stack)))
      await page.goto(url)
      return page
    },
    async closePages() {
      for (const context of browser.contexts()) await context.close()
    },
    close: () => browser.close(),
  }
}
