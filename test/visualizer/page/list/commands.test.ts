import { startRetry, waitFixed } from 'holdfast'
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'

import { LAST_CHANGE_FIRST, rowAt, searchOf, useListPage } from './use-list-page.ts'

const shown = useListPage()

test('a click retries one, and a question comes before one is cancelled', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await rowAt(page, 0).hover()
  await rowAt(page, 0).getByRole('button', { name: 'Retry now' }).click()
  await page.getByText('Retried 1 session.').waitFor()
  await rowAt(page, 0).hover()
  await rowAt(page, 0).getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('dialog', { name: 'Cancel “charge card”?' }).waitFor()
  expect(shown.source.commands).toEqual(['retry live:0'])
  await page.getByRole('button', { name: 'Cancel the session' }).click()
  await page.getByText('Cancelled 1 session.').waitFor()
  expect(shown.source.commands).toEqual(['retry live:0', 'cancel live:0'])
})

test('the focus goes back to the button, or to its row where the button has gone', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await rowAt(page, 0).focus()
  const cancel = rowAt(page, 0).getByRole('button', { name: 'Cancel' })
  const hasFocus = (element: Locator) => element.evaluate((it) => it === document.activeElement)
  await cancel.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Cancel “charge card”?' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await hasFocus(cancel)).toBe(true)

  const cancelled = { ...shown.rows[0]!, status: 'cancelled', can: [] } as const
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  shown.source.change([cancelled])
  await cancel.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => hasFocus(rowAt(page, 0))).toBe(true)
})

test('a button that goes leaves the focus to its row', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  await rowAt(page, 0).focus()
  const cancel = rowAt(page, 0).getByRole('button', { name: 'Cancel' })
  await cancel.focus()
  shown.source.change([{ ...shown.rows[0]!, status: 'cancelled', can: [] }])
  await cancel.waitFor({ state: 'detached' })
  expect(await rowAt(page, 0).evaluate((row) => row === document.activeElement)).toBe(true)
})

test.each([
  ['a finger', { width: 1280, hasTouch: true }],
  ['a finger on a phone', { width: 400, hasTouch: true }],
  ['the mouse in a narrow window', { width: 400 }],
] as const)('%s on a row opens it, and presses nothing', async (_what, options) => {
  const page = await shown.openList(LAST_CHANGE_FIRST, options)
  const { x, y, width, height } = (await rowAt(page, 0).boundingBox())!
  // All along its middle, and what would be its second line.
  for (const across of [0.3, 0.5, 0.6, 0.7])
    for (const down of [0.5, 0.75]) {
      const place = [x + width * across, y + height * down] as const
      if ('hasTouch' in options) await page.touchscreen.tap(...place)
      else await page.mouse.click(...place)
      await expect.poll(() => searchOf(page), { timeout: 10_000 }).toContain('session=live:0')
      await page.goBack()
      // In a narrow window it lies on the list.
      await page.getByRole('region', { name: 'Session', exact: true }).waitFor({ state: 'detached' })
    }
  expect(shown.source.commands).toEqual([])
  expect(await page.getByRole('dialog').count()).toBe(0)
})

test('a session that is woken is seen to go on, in its row and beside it', async () => {
  const session = startRetry(
    { name: 'real one', wait: waitFixed('1h') },
    async ({ attemptNumber }) => {
      if (attemptNumber === 1) throw new Error('connection reset')
      return 'loaded'
    },
    { inspect: shown.visualizer.inspect },
  )
  const page = await shown.openList('?search=real')
  await rowAt(page, 0).getByText('Error: connection reset').waitFor()
  await rowAt(page, 0).click()
  const pane = page.getByRole('region', { name: 'Session', exact: true })
  await pane.getByText('connection reset').first().waitFor()

  await rowAt(page, 0).hover()
  await rowAt(page, 0).getByRole('button', { name: 'Retry now' }).click()
  expect(await session.result).toBe('loaded')
  await rowAt(page, 0).getByText('Done', { exact: true }).waitFor()
  await pane.getByText('Done', { exact: true }).first().waitFor()
})

test('all that match are retried after a question, and what was refused is told', async () => {
  const page = await shown.openList(LAST_CHANGE_FIRST)
  expect(await page.getByRole('button', { name: 'Retry all', exact: true }).isDisabled()).toBe(true)
  await page.getByRole('button', { name: /^Failed/ }).click()
  await page.getByRole('button', { name: /^Cancelled/ }).click()
  await page.getByRole('button', { name: 'Retry all 2,727' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText('All that match now: failed or cancelled.').waitFor()
  await page.keyboard.press('Escape')
  expect(shown.source.commands).toEqual([])

  await page.getByRole('button', { name: 'Retry all 2,727' }).click()
  await page.getByRole('button', { name: 'Retry 2,727 sessions' }).click()
  await dialog.getByRole('heading', { name: 'Retried 1,818 sessions; 909 refused it.' }).waitFor()
  const refused = dialog.locator('.dialog-refused > li')
  expect(await refused.allInnerTexts()).toEqual([
    expect.stringMatching(
      /^909 have ended: ([a-zA-Z ]+( order-\d+)?, ){4}[a-zA-Z ]+( order-\d+)? and 904 more$/,
    ),
  ])
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
})

test('a question says what the words of a search come to', async () => {
  const page = await shown.openList('?search=charge+"order-41"')
  await page.getByRole('button', { name: /^Retry all \d/ }).click()
  const scope = page.getByRole('dialog').locator('.dialog-scope')
  expect(await scope.innerText()).toBe('All that match now: with “charge” and “order-41”.')
  await page.keyboard.press('Escape')
  await page.getByRole('searchbox').fill('card 503 from')
  await page.getByRole('button', { name: /^Retry all \d/ }).click()
  expect(await scope.innerText()).toBe('All that match now: with “card” and “503” and “from”.')
})

test('when other sessions match than were asked about, nothing is done, and it is asked again', async () => {
  const page = await shown.openList('?status=failed')
  await page.getByRole('button', { name: 'Retry all 1,818' }).click()
  const dialog = page.getByRole('dialog', { name: 'Retry 1,818 sessions?' })
  await dialog.waitFor()
  shown.source.change([{ ...shown.rows[0]!, status: 'failed' }])
  await page.getByRole('button', { name: 'Retry 1,818 sessions' }).click()
  await page.getByRole('dialog', { name: 'Retry 1,819 sessions?' }).waitFor()
  await page.getByText('Nothing was done yet: by now it is 1,819 sessions, where it was 1,818.').waitFor()
  expect(shown.source.commands).toEqual([])
  await page.getByRole('button', { name: 'Retry 1,819 sessions' }).click()
  await page.getByText('Retried 1,819 sessions.').waitFor()
  expect(shown.source.commands).toHaveLength(1_819)
})

test('what would do nothing is not offered, and says why', async () => {
  const page = await shown.openList('?status=failed')
  await page.getByRole('button', { name: 'Retry all 1,818' }).waitFor()
  const cancel = page.getByRole('button', { name: 'Cancel all', exact: true })
  expect(await cancel.isDisabled()).toBe(true)
  expect(await cancel.getAttribute('title')).toBe('All of these have ended')
  await page.getByRole('button', { name: /^Active/ }).click()
  await page.getByRole('button', { name: 'Cancel all 2,727' }).waitFor()
})

test('what takes long says that it goes on, also when it is closed', async () => {
  const page = await shown.openList('?status=failed')
  let answer = () => {}
  await page.route('**/api/commands', async (route) => {
    await new Promise<void>((resolve) => {
      answer = resolve
    })
    await route.fulfill({ json: { done: 1_818, refused: [], refusals: 0 } })
  })
  await page.getByRole('button', { name: 'Retry all 1,818' }).click()
  await page.clock.install()
  await page.getByRole('button', { name: 'Retry 1,818 sessions' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Close; it goes on' }).waitFor()
  await page.clock.runFor(3_000)
  // The clock goes on by itself as well, and what it says is drawn a frame later.
  await expect
    .poll(() => dialog.locator('.dialog-progress').innerText())
    .toMatch(/^It is under way, and goes on also when this is closed. [2-9] s so far.$/)
  await dialog.getByRole('button', { name: 'Close; it goes on' }).click()
  await dialog.waitFor({ state: 'detached' })
  answer()
  await page.getByText('Retried 1,818 sessions.').waitFor()
})

test('what a button says can be read while the pointer is on it', async () => {
  const page = await shown.openList('?status=active')
  await page.getByRole('button', { name: 'Cancel all 909' }).click()
  const button = page.getByRole('button', { name: 'Cancel 909 sessions' })
  const ground = () => button.evaluate((element) => getComputedStyle(element).backgroundColor)
  const before = await ground()
  await button.hover()
  expect(await button.evaluate((element) => element.matches(':hover'))).toBe(true)
  expect(await ground()).toBe(before)
})
