import { startRetry, waitFixed } from 'holdfast'
import { startVisualizer } from 'holdfast/visualizer'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'

import { paneOf, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

/** What has the focus, and whether one sees that. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body)
      return { name: 'nothing', isSeen: false, isInView: false }
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const hasOutline = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0
    return {
      name: (element.getAttribute('aria-label') ?? element.textContent ?? element.tagName)
        .trim()
        .slice(0, 40),
      isSeen: element.matches(':focus-visible') && (hasOutline || boxShadow !== 'none'),
      isInView: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    }
  })

/** Goes on with Tab until what has the focus is named like that; each stop must be seen. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const stops: string[] = []
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key)
    const stop = await focus(page)
    stops.push(stop.name)
    expect({ ...stop, stops }).toMatchObject({ isSeen: true, isInView: true })
    if (name.test(stop.name)) return
  }
  throw new Error(`${name} was not reached: ${stops.join(' > ')}`)
}

test.each([1280, 400])(
  'a session is found, retried, looked back at and left by keys alone, %i pixels wide',
  async (width) => {
    const visualizer = await startVisualizer({ port: 0 })
    const sessions = ['first', 'second', 'third'].map((name) =>
      startRetry(
        { name, wait: waitFixed('1h') },
        async ({ attemptNumber }) => {
          if (attemptNumber === 1) throw new Error(`${name} is not ready`)
          return 'ready'
        },
        { inspect: visualizer.inspect, id: name },
      ),
    )
    onTestFinished(async () => {
      for (const session of sessions) {
        session.result.catch(() => {})
        session.abort()
      }
      await visualizer.close()
    })
    const page = await openPage(visualizer.url, { width })
    for (const { id } of [{ id: 'first' }, { id: 'second' }, { id: 'third' }]) await rowOf(page, id).waitFor()
    await expect.poll(() => page.locator('.row[data-status="sleeping"]').count(), { timeout: 30_000 }).toBe(3)

    await page.keyboard.press('/')
    expect(await focus(page)).toMatchObject({ name: expect.stringContaining('Search'), isSeen: true })
    await page.keyboard.type('second')
    await page.getByText('1 session', { exact: true }).waitFor()
    await tabTo(page, /second/)
    await page.keyboard.press('Enter')
    const pane = paneOf(page)
    await pane.getByRole('heading', { level: 2, name: 'second' }).waitFor()
    await pane.locator('svg.chart').waitFor()
    expect(await pane.evaluate((element) => element.contains(document.activeElement))).toBe(true)

    await tabTo(page, /^Retry now/)
    await page.keyboard.press('Enter')
    expect(await sessions[1]?.result).toBe('ready')
    await pane.locator('.session-status').getByText('Done').waitFor()
    // The button that was pressed still has it.
    expect(await focus(page)).toMatchObject({ name: 'Retry now', isSeen: true })

    await tabTo(page, /^Previous step/)
    await page.keyboard.press('Enter')
    await pane.getByText('As it was at').waitFor()
    await page.keyboard.press('Enter')
    await pane.getByText(/step (\d+) of/).waitFor()
    await tabTo(page, /^Moment/)
    await page.keyboard.press('Home')
    await pane.getByText('step 1 of').waitFor()
    await page.keyboard.press('PageUp')
    await pane.getByText('As it was at').waitFor()
    await tabTo(page, /^End/)
    await page.keyboard.press('Enter')
    await pane.getByText('As it was at').waitFor({ state: 'detached' })

    await page.keyboard.press('Escape')
    await pane.waitFor({ state: 'detached' })
    expect(await focus(page)).toMatchObject({ name: expect.stringContaining('second'), isSeen: true })
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    await page.getByText('3 sessions', { exact: true }).waitFor()
  },
)

test('a sheet tells all keys, and gives the focus back', async () => {
  const visualizer = await startVisualizer({ port: 0 })
  const session = startRetry({ name: 'only', wait: waitFixed('1h') }, () => Promise.reject(new Error('no')), {
    inspect: visualizer.inspect,
    id: 'only',
  })
  session.result.catch(() => {})
  onTestFinished(async () => {
    session.abort()
    await visualizer.close()
  })
  const page = await openPage(visualizer.url)
  await rowOf(page, 'only').waitFor()
  const sheet = page.getByRole('dialog', { name: 'Keys' })

  await page.keyboard.press('/')
  await page.keyboard.type('only?')
  expect(await sheet.count()).toBe(0)
  await page.keyboard.press('Escape')
  await tabTo(page, /only/)
  await page.keyboard.press('Enter')
  const pane = paneOf(page)
  await pane.locator('svg.chart').waitFor()
  await tabTo(page, /^Previous step/)
  await page.keyboard.press('?')
  await sheet.getByText('go from step to step').waitFor()
  expect(await focus(page)).toMatchObject({ name: 'Close', isSeen: true, isInView: true })
  await page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  expect(await focus(page)).toMatchObject({ name: 'Previous step', isSeen: true })
  // The session stays open.
  expect(await pane.count()).toBe(1)

  await tabTo(page, /^Large/)
  await page.keyboard.press('Enter')
  const large = page.getByRole('dialog', { name: /^Chart of/ })
  await large.locator('svg.chart').waitFor()
  await page.keyboard.press('Escape')
  await large.waitFor({ state: 'detached' })
  expect(await focus(page)).toMatchObject({ name: 'Large', isSeen: true })
  expect(await pane.count()).toBe(1)

  await page.keyboard.press('Escape')
  await pane.waitFor({ state: 'detached' })
  await tabTo(page, /^Keys/)
  await page.keyboard.press('Enter')
  await sheet.waitFor()
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
  expect(await focus(page)).toMatchObject({ name: 'Keys (?)', isSeen: true })
})
