import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { startVisualizer } from 'holdfast/visualizer'
import type { VisualizerOptions } from 'holdfast/visualizer'
import { expect, onTestFinished, test } from 'vitest'

import { makeStore } from './support/make-store.ts'
import { openSession, paneOf, rowOf } from './support/shown.ts'
import { REFUSED, usePages } from './support/use-pages.ts'

const openPage = usePages()

/** Shows a session that sleeps, and one that has failed and is stored. */
async function startShown(options: VisualizerOptions = {}) {
  const { store } = await makeStore()
  const visualizer = await startVisualizer({ port: 0, store, ...options })
  const policy = { id: 'ping', stop: stopAfterAttempt(1) }
  await runWithRetry(policy, () => Promise.reject(new Error('no answer')), { id: 'ping-1', store }).catch(
    () => {},
  )
  const sleeper = startRetry(
    { name: 'doze', wait: waitFixed('1h') },
    () => Promise.reject(new Error('too early')),
    {
      id: 'doze-1',
      inspect: visualizer.inspect,
    },
  )
  sleeper.result.catch(() => {})
  onTestFinished(async () => {
    sleeper.abort()
    await visualizer.close()
  })
  return { visualizer, store, sleeper }
}

test('a page that can only look says so, offers nothing, and is refused', async () => {
  const { visualizer, store } = await startShown({ readOnly: true })
  const page = await openPage(visualizer.url, { mayLog: REFUSED })
  await rowOf(page, 'ping-1').waitFor()
  await rowOf(page, 'doze-1').hover()
  await page.getByText('Read only', { exact: true }).waitFor()
  expect(await page.getByRole('button', { name: /^(Retry|Cancel|Open recording)\b/ }).count()).toBe(0)

  for (const id of ['doze-1', 'ping-1']) {
    const pane = await openSession(page, id)
    for (const name of ['Retry now', 'Cancel…']) {
      const button = pane.getByRole('button', { name })
      expect(await button.getAttribute('aria-disabled')).toBe('true')
      await button.click({ force: true })
    }
    await pane.getByText('This visualizer is read-only.').waitFor()
  }
  expect(await page.getByRole('dialog').count()).toBe(0)

  const key = new URL(page.url()).searchParams.get('session') ?? ''
  const status = await page.evaluate(async (session) => {
    const body = JSON.stringify({ command: 'retry', keys: [session] })
    const headers = { 'content-type': 'application/json' }
    return (await fetch('api/commands', { method: 'POST', headers, body })).status
  }, key)
  expect(status).toBe(403)
  expect(await store.get('ping-1')).toMatchObject({ status: 'failed', round: 1 })
})

test('whoever has no token, or a wrong one, is told how to get in, and sees nothing', async () => {
  const { visualizer } = await startShown()
  const page = await openPage(visualizer.address, { mayLog: REFUSED })
  await page.getByRole('heading', { name: 'This page needs its token' }).waitFor()
  await page.getByText('Open the address that holdfast inspect printed when it started.').waitFor()
  expect(await page.getByText('doze').count()).toBe(0)

  await page.goto(`${visualizer.address}#token=not-the-one`)
  await page.getByRole('heading', { name: 'That token is not valid' }).waitFor()
  await page.getByText('Open the address that holdfast inspect printed when it started.').waitFor()
  expect(await page.getByText('doze').count()).toBe(0)
  expect(page.url()).not.toContain('token')

  await page.goto(visualizer.url)
  await rowOf(page, 'doze-1').waitFor()
})

test('a link that is shared shows the same rows, session and moment to whoever has come in', async () => {
  const { visualizer } = await startShown()
  const page = await openPage(visualizer.url)
  await page.getByRole('button', { name: /^Sleeping/ }).click()
  await page.getByRole('searchbox', { name: /^Search/ }).fill('early')
  await openSession(page, 'doze-1')
  await page.getByRole('button', { name: 'Previous step' }).click()
  await page.getByText('As it was at').waitFor()
  await page.waitForURL(/moment=/)
  const link = page.url()
  expect(link).not.toContain('token')
  expect(link).not.toContain(new URL(visualizer.url).hash.replace('#token=', ''))

  const shared = await openPage(link, { context: page.context() })
  await paneOf(shared).getByText('As it was at').waitFor()
  const view = async (shown: typeof page) => ({
    rows: await shown.locator('.row[data-status] .row-name').allInnerTexts(),
    search: await shown.getByRole('searchbox', { name: /^Search/ }).inputValue(),
    pressed: await shown.locator('.chip[aria-pressed="true"]').allInnerTexts(),
    title: await paneOf(shown).getByRole('heading', { level: 2 }).innerText(),
    moment: await paneOf(shown).locator('.session-banner').innerText(),
  })
  expect(await view(shared)).toEqual(await view(page))
  expect((await view(shared)).rows).toEqual(['doze'])

  // One who has not come in yet is asked to, and sees it then.
  const stranger = await openPage(link, { mayLog: REFUSED })
  await stranger.getByRole('heading', { name: 'This page needs its token' }).waitFor()
})
