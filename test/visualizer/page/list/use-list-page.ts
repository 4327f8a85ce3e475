import { rm } from 'node:fs/promises'

import type { SessionRow } from 'holdfast/visualizer'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'

import { openVisualizer } from '../../../../src/visualizer/open-visualizer.ts'
import type { OpenVisualizer } from '../../../../src/visualizer/open-visualizer.ts'
import { buildPage, openBrowser } from './open-page.ts'
import type { PageOptions } from './open-page.ts'
import { createRowSource } from './row-source.ts'
import type { RowSource } from './row-source.ts'
import { someRows } from './some-rows.ts'

export interface ListPage {
  readonly visualizer: OpenVisualizer
  readonly source: RowSource
  /** Ten thousand. */
  readonly rows: readonly SessionRow[]
  open(url: string): Promise<Page>
  /** Opens the page as `visualizer.url` does, and waits for its first rows. */
  openList(search?: string, options?: PageOptions): Promise<Page>
  /** In the place of the server that there was: another one, with these rows. */
  startAgain(rows: readonly SessionRow[]): Promise<void>
}

/** Gives each test of a file a visualizer of its own; they share a browser. No page may complain. */
export function useListPage(): ListPage {
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
  let folder: URL
  let browser: Awaited<ReturnType<typeof openBrowser>>
  let visualizer: OpenVisualizer
  let source: RowSource
  let rows: SessionRow[]

  async function start(port: number, shown: readonly SessionRow[]): Promise<void> {
    visualizer = await openVisualizer(folder, { port, token: TOKEN })
    source = createRowSource(shown, PROGRAM, ({ can }) => (can.length === 0 ? 'has ended' : undefined))
    visualizer.addSource(source)
  }

  beforeAll(async () => {
    folder = await buildPage()
    browser = await openBrowser()
  })
  beforeEach(async () => {
    rows = someRows(10_000, Date.now())
    await start(0, rows)
  })
  afterEach(async () => {
    await browser.closePages()
    await visualizer.close()
    expect(browser.complaints.splice(0)).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    await rm(folder, { recursive: true })
  })

  return {
    get visualizer() {
      return visualizer
    },
    get source() {
      return source
    },
    get rows() {
      return rows
    },
    open: (url) => browser.open(url),
    async openList(search = '', options = {}) {
      const page = await browser.open(visualizer.url.replace('/#', `/${search}#`), options)
      await page.locator('.row[data-status]').first().waitFor()
      return page
    },
    startAgain: (shown) => start(Number(new URL(visualizer.address).port), shown),
  }
}

/** The row at an index from 0. */
export const rowAt = (page: Page, index: number) => page.locator(`.row[aria-rowindex="${index + 2}"]`)

/** What the address says. */
export const searchOf = (page: Page): string => decodeURIComponent(new URL(page.url()).search)

/** For `openList`: rows as the tests have them, the first one first. */
export const LAST_CHANGE_FIRST = '?sort=changed&order=desc'

const TOKEN = 'correct-horse-battery'

const PROGRAM = { id: 'program', type: 'program', title: 'node app.js (4711)', connected: true } as const
