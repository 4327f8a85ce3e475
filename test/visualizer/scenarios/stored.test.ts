import { expect, test, vi } from 'vitest'

import { localTime } from '../../../visualizer/src/words/times.ts'
import { makeStore } from './support/make-store.ts'
import { startCommand, startProgram } from './support/processes.ts'
import { factOf, openSession, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

/** Its first attempt fails, and it sleeps for three hours then. */
const RUN_SESSION = '../../stored/programs/run-session.ts'

const patiently = { timeout: 30_000, interval: 20 }

test('sessions of a process that was killed are retried and cancelled, and go on before one’s eyes', async () => {
  const { path, store } = await makeStore()
  const asleep = (id: string) =>
    vi.waitFor(async () => expect(await store.get(id)).toMatchObject({ status: 'sleeping' }), patiently)
  for (const id of ['invoice-1', 'invoice-2']) {
    const program = startProgram(RUN_SESSION, [path, id])
    await asleep(id)
    await program.kill()
  }

  const { url } = await startCommand('--port', '0', '--store', path)
  const page = await openPage(url)
  const row = rowOf(page, 'invoice-1')
  await row.getByText('Sleeping', { exact: true }).waitFor()
  expect(await row.locator('.cell-attempt').innerText()).toBe('1')
  await row.locator('.cell-error').getByText('Error: the bank is closed', { exact: true }).waitFor()

  const pane = await openSession(page, 'invoice-1')
  await factOf(page, 'Worker').getByText('no worker: it runs when its program does').waitFor()
  expect(await pane.locator('.session-error').innerText()).toBe('Error: the bank is closed')
  expect(await factOf(page, 'Attempt').innerText()).toBe('1')
  const { dueAt } = (await store.get('invoice-1')) ?? {}
  const next = await factOf(page, 'Next try').innerText()
  expect(next).toContain(localTime(Number(dueAt), Date.now()))
  expect(next).toContain('when its program runs, not before ')

  await pane.getByRole('button', { name: 'Retry now' }).click()
  await vi.waitFor(async () => {
    const { dueAt: now = Infinity, wakeRequested } = (await store.get('invoice-1')) ?? {}
    expect(wakeRequested || Number(now) <= store.now()).toBe(true)
  }, patiently)
  const [asked] = (await store.history('invoice-1')).slice(-1)
  expect(asked).toMatchObject({ type: 'wakeRequested', by: expect.stringMatching(/^\S+@\S+, visualizer$/) })
  await pane.getByRole('tab', { name: 'Stored' }).click()
  const history = pane.getByRole('table', { name: 'History' })
  await history.getByRole('row').filter({ hasText: 'asked to wake' }).getByText(String(asked?.by)).waitFor()

  await openSession(page, 'invoice-2')
  await pane.getByRole('button', { name: 'Cancel…' }).click()
  await page.getByRole('button', { name: 'Cancel the session' }).click()
  // It may not have been known to be dead in the store yet: then whoever takes it next ends it.
  await pane.getByText(/^(charge is asked to end|Cancelled: no attempt follows)$/).waitFor()
  await vi.waitFor(async () => {
    const events = await store.history('invoice-2')
    expect(events.map(({ type }) => type)).toContain('cancelRequested')
  }, patiently)
  expect(await startProgram(RUN_SESSION, [path, 'invoice-2']).ended).toBe(0)
  await rowOf(page, 'invoice-2').getByText('Cancelled', { exact: true }).waitFor()
  await pane.locator('.session-status').getByText('Cancelled').waitFor()
  expect(await store.get('invoice-2')).toMatchObject({ status: 'cancelled', attempt: 1 })

  await openSession(page, 'invoice-1')
  const again = startProgram(RUN_SESSION, [path, 'invoice-1'])
  await pane.locator('.session-status').getByText('Done').waitFor()
  expect(await again.ended).toBe(0)
  expect(await store.get('invoice-1')).toMatchObject({ status: 'done', attempt: 2 })
  await pane.getByRole('tab', { name: 'Stored' }).click()
  await expect.poll(() => rowOf(page, 'invoice-1').locator('.cell-attempt').innerText(), patiently).toBe('2')
  await history
    .getByRole('row')
    .filter({ hasText: 'done' })
    .getByText(/^process \d+ on /)
    .waitFor()
  expect(await history.getByRole('row').count()).toBe((await store.history('invoice-1')).length + 1)
})

test('a stored session that has failed is run again in a new round', async () => {
  const { path, store } = await makeStore()
  expect(await startProgram('../programs/fail-twice.ts', [path, 'report-7']).ended).toBe(0)
  expect(await store.get('report-7')).toMatchObject({ status: 'failed', round: 1, attempt: 2 })

  const { url } = await startCommand('--port', '0', '--store', path)
  const page = await openPage(url)
  const pane = await openSession(page, 'report-7')
  await pane.locator('.session-status').getByText('Failed').waitFor()
  expect(await pane.locator('.session-error').innerText()).toContain('Error: the disk is full')
  await pane.getByText('0 bytes left').first().waitFor()

  await pane.getByRole('button', { name: 'Retry now' }).click()
  await pane.getByText(/^Asked for: \S+ goes on when its program next runs/).waitFor()
  await vi.waitFor(async () => expect(await store.get('report-7')).toMatchObject({ round: 2 }), patiently)
  await factOf(page, 'Attempt').getByText('round 2').waitFor()
  await factOf(page, 'Worker').getByText('no worker: it runs when its program does').waitFor()
  const events = await store.history('report-7')
  expect(events.at(-1)).toMatchObject({ type: 'retried', by: expect.stringContaining('visualizer') })

  expect(await startProgram('../programs/fail-twice.ts', [path, 'report-7']).ended).toBe(0)
  await pane.locator('.session-status').getByText('Done').waitFor()
  expect(await store.get('report-7')).toMatchObject({ status: 'done', round: 2, attempt: 3 })
  await expect.poll(() => factOf(page, 'Attempt').innerText(), patiently).toBe('3 in all 2 rounds')
})
