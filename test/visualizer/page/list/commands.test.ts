import { startRetry, waitFixed } from 'holdfast'
import { expect, test } from 'vitest'

import { LAST_CHANGE_FIRST, rowAt, useListPage } from './use-list-page.ts'

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
  await page.getByRole('button', { name: 'Cancel 1 session' }).click()
  await page.getByText('Cancelled 1 session.').waitFor()
  expect(shown.source.commands).toEqual(['retry live:0', 'cancel live:0'])
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
  await dialog.getByText('send receipt has ended').first().waitFor()
  await dialog.getByText('and 809 others').waitFor()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
})

test('when other sessions match than were asked about, nothing is done, and it is asked again', async () => {
  const page = await shown.openList('?status=failed')
  await page.getByRole('button', { name: 'Cancel all 1,818' }).click()
  const dialog = page.getByRole('dialog', { name: 'Cancel 1,818 sessions?' })
  await dialog.waitFor()
  shown.source.change([{ ...shown.rows[0]!, status: 'failed' }])
  await page.getByRole('button', { name: 'Cancel 1,818 sessions' }).click()
  await page.getByRole('dialog', { name: 'Cancel 1,819 sessions?' }).waitFor()
  await page.getByText('Nothing was done yet: by now it is 1,819 sessions, where it was 1,818.').waitFor()
  expect(shown.source.commands).toEqual([])
  await page.getByRole('button', { name: 'Cancel 1,819 sessions' }).click()
  await page.getByText('Cancelled 1,819 sessions.').waitFor()
  expect(shown.source.commands).toHaveLength(1_819)
})

test('what a button says can be read while the pointer is on it', async () => {
  const page = await shown.openList('?status=failed')
  await page.getByRole('button', { name: 'Cancel all 1,818' }).click()
  const button = page.getByRole('button', { name: 'Cancel 1,818 sessions' })
  const ground = () => button.evaluate((element) => getComputedStyle(element).backgroundColor)
  const before = await ground()
  await button.hover()
  expect(await button.evaluate((element) => element.matches(':hover'))).toBe(true)
  expect(await ground()).toBe(before)
})
