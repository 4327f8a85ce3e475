import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest'

import { launchChromium } from '../../../support/chromium.ts'

interface PageOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  /** The one of a page that is open already: another tab of the same browser. */
  readonly context?: BrowserContext
  /** What its console may say, beside nothing. */
  readonly mayLog?: RegExp
}

/** Opens the visualizer's page at an address, as somebody who comes for the first time. */
export type OpenPage = (url: string, options?: PageOptions) => Promise<Page>

/**
 * Gives the tests of a file a browser. No page of theirs may log an error or a warning, throw, open a dialog of the
 * browser, or ask another server for anything.
 */
export function usePages(): OpenPage {
  // Events are waited for; that is only how long a machine that is busy may take.
  vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE })
  const complaints: string[] = []
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    expect(complaints.splice(0)).toEqual([])
  })
  afterAll(() => browser.close())

  return async (url, { width = 1280, height = 800, colorScheme = 'light', context, mayLog } = {}) => {
    const shown =
      context ?? (await browser.newContext({ viewport: { width, height }, colorScheme, ...ALLOWED }))
    shown.setDefaultTimeout(PATIENCE / 6)
    const page = await shown.newPage()
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type()) || mayLog?.test(message.text())) return
      complaints.push(`${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', ({ stack }) => complaints.push(String(stack)))
    page.on('dialog', (dialog) => {
      complaints.push(`a dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url())
      const isOwn = host === new URL(url).host || ['data:', 'blob:'].includes(protocol)
      if (!isOwn) complaints.push(`a request to ${request.url()}`)
    })
    await page.goto(url)
    return page
  }
}

/** Milliseconds. */
const PATIENCE = 180_000

/** For what the page copies. */
const ALLOWED = { permissions: ['clipboard-read', 'clipboard-write'] }

/** What a browser logs when a server is gone, or says no. */
export const REFUSED = /Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/
