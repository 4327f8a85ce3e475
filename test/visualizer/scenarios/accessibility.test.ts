import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

import type axe from 'axe-core'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { gatherCrowd } from './support/crowd.ts'
import type { Crowd } from './support/crowd.ts'
import { openSession, overflowOf, paneOf, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()
let crowd: Crowd

beforeAll(async () => {
  crowd = await gatherCrowd()
})
afterAll(() => crowd[Symbol.asyncDispose]())

const openDrawn = async (page: Page, id: string) => {
  const pane = await openSession(page, id)
  await pane.locator('svg.chart, .session-chart-box.is-empty').waitFor()
  return pane
}

/** What is looked at, and how one gets there from the list. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'the list': async () => {},
  'nothing that matches': (page) => page.getByRole('searchbox').first().fill('no such session'),
  'a live session': (page) => openDrawn(page, 'warehouse-7'),
  'a failed session with causes': async (page) => {
    const pane = await openDrawn(page, 'order-4102')
    // Narrow ones have tabs.
    await pane.getByText('caused by').first().waitFor()
  },
  'a stored session': (page) => openDrawn(page, 'order-4099'),
  'a moment that is past': async (page) => {
    await openDrawn(page, 'warehouse-7')
    await page.getByRole('button', { name: 'Previous step' }).click()
    await page.getByText('As it was at').waitFor()
  },
  'every tab of a session': async (page) => {
    const pane = await openDrawn(page, 'order-4099')
    await pane.getByText('Chart as table').click()
    await pane.getByRole('region', { name: 'Chart as table' }).waitFor()
  },
  'the question before a session is cancelled': async (page) => {
    await openDrawn(page, 'warehouse-7')
    await page.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('dialog').waitFor()
  },
  'the question before all are cancelled': async (page) => {
    await page.getByRole('button', { name: /^Sleeping/ }).click()
    await page
      .getByRole('group', { name: 'All that match' })
      .getByRole('button', { name: /^Cancel/ })
      .click()
    await page.getByRole('dialog').waitFor()
  },
  'the sheet of keys': async (page) => {
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
  },
  'the chart over the whole window': async (page) => {
    const pane = await openDrawn(page, 'warehouse-7')
    await pane.getByRole('button', { name: 'Large' }).click()
    await page
      .getByRole('dialog', { name: /^Chart of/ })
      .locator('svg.chart')
      .waitFor()
  },
  'the menu of exports': async (page) => {
    await openDrawn(page, 'warehouse-7')
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByRole('button', { name: 'Chart as SVG' }).waitFor()
  },
}

const LOOKS = [
  { width: 400, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 2560, height: 1400, colorScheme: 'light' },
] as const

test.each(LOOKS)('nothing keeps anybody out, %o', async (look) => {
  const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const broken: Record<string, readonly string[]> = {}
  for (const [name, arrange] of Object.entries(VIEWS)) {
    // One page after another: they would slow each other down.
    const page = await openPage(crowd.visualizer.url, look)
    await rowOf(page, 'order-4107').waitFor()
    await arrange(page)
    // What the page's policy forbids to scripts, the debugger may.
    await page.evaluate(axeSource)
    const found = await violations(page)
    const tabs = await paneOf(page).getByRole('tab').all()
    if (name === 'every tab of a session')
      for (const tab of tabs) {
        await tab.click()
        found.push(...(await violations(page)))
      }
    if ((await overflowOf(page)) > 0) found.push('the page can be scrolled sideways')
    if (found.length > 0) broken[name] = [...new Set(found)]
    await page.context().close()
  }
  expect(broken).toEqual({})
})

/** What of WCAG 2, A and AA, the page breaks, and where. */
const violations = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    // It was put there.
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    const { violations: found } = await run({ runOnly: tags })
    return found.map(({ id, nodes }) => {
      const [first] = nodes
      return `${id}, ${nodes.length} times: ${first?.target.join(' ')} ${first?.failureSummary?.split('\n')[1]}`
    })
  })
