import { bind, createRetryMachine, waitFixed } from 'holdfast'
import { startVisualizer } from 'holdfast/visualizer'
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { createActor, setup } from 'xstate'

import { paneOf, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

/** The ids of the states that the chart lights, but for the machine itself. */
const lit = (page: Page) =>
  page
    .locator('svg.chart .state.is-active:not(.is-compound):not(.is-parallel)')
    .evaluateAll((states) => states.map((state) => state.getAttribute('data-state') ?? ''))

const litIs = (page: Page, ...states: readonly string[]) =>
  expect.poll(async () => (await lit(page)).toSorted(), { timeout: 30_000 }).toEqual(states.toSorted())

const open = async (page: Page, name: string) => {
  await rowOf(page, name).locator('.row-name').click()
  await page.mouse.move(0, 0)
  await paneOf(page).locator('svg.chart').waitFor()
}

test('a machine of any sort is drawn, and the states that it is in are lit as it goes on', async () => {
  const visualizer = await startVisualizer({ port: 0 })
  onTestFinished(() => visualizer.close())
  const page = await openPage(visualizer.url, { width: 1600, height: 1200 })
  const player = setup({}).createMachine({
    id: 'player',
    type: 'parallel',
    // From the root.
    on: { RESET: { target: '.sound', reenter: true }, BREAK: '.stage.broken' },
    states: {
      sound: {
        initial: 'loud',
        states: {
          loud: { on: { MUTE: 'mute', LOUDER: { target: 'loud', reenter: true } } },
          mute: { on: { MUTE: 'loud' } },
        },
      },
      stage: {
        initial: 'idle',
        states: {
          idle: { on: { PLAY: 'playing' } },
          playing: {
            initial: 'verse',
            states: { verse: { on: { NEXT: 'refrain' } }, refrain: { type: 'final' } },
            onDone: 'idle',
          },
          broken: { type: 'final' },
        },
      },
    },
  })
  const actor = createActor(player, { inspect: visualizer.inspect, id: 'my-player' }).start()
  await open(page, 'player')
  const chart = page.locator('svg.chart')
  for (const state of ['sound', 'loud', 'mute', 'stage', 'idle', 'playing', 'verse', 'refrain', 'broken'])
    await chart.locator('.state', { hasText: state }).first().waitFor()
  for (const event of ['LOUDER', 'RESET', 'BREAK', 'PLAY'])
    await chart.locator('text').getByText(event).first().waitFor()
  await litIs(page, 'player.sound.loud', 'player.stage.idle')

  actor.send({ type: 'LOUDER' })
  actor.send({ type: 'MUTE' })
  actor.send({ type: 'PLAY' })
  await litIs(page, 'player.sound.mute', 'player.stage.playing.verse')
  actor.send({ type: 'NEXT' })
  await litIs(page, 'player.sound.mute', 'player.stage.idle')
  actor.send({ type: 'RESET' })
  await litIs(page, 'player.sound.loud', 'player.stage.idle')
  actor.send({ type: 'BREAK' })
  await litIs(page, 'player.sound.loud', 'player.stage.broken')
  expect(actor.getSnapshot().value).toEqual({ sound: 'loud', stage: 'broken' })
  expect(await rowOf(page, 'player').getAttribute('data-status')).toBe('active')

  await page.getByRole('button', { name: 'First step' }).click()
  await page.getByText('As it was at').waitFor()
  // It begins, it is told to start, and is in a state then.
  await litIs(page)
  for (const step of [2, 3]) {
    await page.getByRole('button', { name: 'Next step' }).click()
    await page.getByText(`step ${step} of`).waitFor()
  }
  await litIs(page, 'player.sound.loud', 'player.stage.idle')
  await page.getByRole('button', { name: 'Live', exact: true }).click()
  await litIs(page, 'player.sound.loud', 'player.stage.broken')
  actor.stop()
  await rowOf(page, 'player').getByText('Stopped', { exact: true }).waitFor()
})

test('a machine that invokes a session leads to it, and back', async () => {
  const visualizer = await startVisualizer({ port: 0 })
  onTestFinished(() => visualizer.close())
  const page = await openPage(visualizer.url, { width: 1600, height: 1200 })
  const load = bind(
    createRetryMachine({ id: 'load', name: 'load orders', wait: waitFixed('1h') }),
    async ({ attemptNumber }: { readonly attemptNumber: number }) => {
      if (attemptNumber === 1) throw new Error('not open yet')
      return 'orders'
    },
  )
  const shop = setup({ actors: { load } }).createMachine({
    id: 'shop',
    initial: 'closed',
    states: {
      closed: { on: { OPEN: 'opening' } },
      opening: { invoke: { src: 'load', onDone: 'open', onError: 'closed' } },
      open: { type: 'final' },
    },
  })
  const actor = createActor(shop, { inspect: visualizer.inspect }).start()
  await open(page, 'shop')
  await litIs(page, 'shop.closed')
  actor.send({ type: 'OPEN' })
  await litIs(page, 'shop.opening')
  const pane = paneOf(page)
  const child = pane
    .locator('.session-fact')
    .filter({ hasText: /^Started/ })
    .getByRole('button')
  await child.click()
  await pane.getByRole('heading', { level: 2, name: 'load orders' }).waitFor()
  await pane.locator('.session-status').getByText('Sleeping').waitFor()
  await litIs(page, 'load.sleeping.resting')
  await pane.getByRole('button', { name: 'Retry now' }).click()
  await pane.locator('.session-status').getByText('Done').waitFor()
  await litIs(page, 'done')
  await pane
    .locator('.session-fact')
    .filter({ hasText: /^Started by/ })
    .getByRole('button')
    .click()
  await pane.getByRole('heading', { level: 2, name: 'shop' }).waitFor()
  await pane.locator('.session-status').getByText('Done').waitFor()
  await litIs(page, 'shop.open')
  expect(actor.getSnapshot().status).toBe('done')
})
