import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { startVisualizer } from 'holdfast/visualizer'
import { expect, onTestFinished, test } from 'vitest'
import { createActor, createMachine } from 'xstate'

import { openSession, overflowOf, paneOf, rowOf } from './support/shown.ts'
import { usePages } from './support/use-pages.ts'

const openPage = usePages()

const IMAGE = '<img src=x onerror=alert(1)>'
const SCRIPT = '</script><script>alert(2)</script><svg onload=alert(3)>'
const RIGHT_TO_LEFT = '\u202eתשלום نقل \u2067مدفوعات\u2069 abc'
const LONG = `${'averyveryverylongword'.repeat(60)} ${'and words '.repeat(60)}at last`

/** Sessions that are named, fail and hold what no page should believe. */
async function startHostile() {
  const visualizer = await startVisualizer({ port: 0 })
  const { inspect } = visualizer
  onTestFinished(() => visualizer.close())
  const fail = (name: string, id: string, message: string) =>
    runWithRetry(
      { name, stop: stopAfterAttempt(2), wait: waitFixed(1) },
      () =>
        Promise.reject(Object.assign(new Error(message, { cause: new Error(SCRIPT) }), { [IMAGE]: SCRIPT })),
      { id, inspect },
    ).catch(() => {})
  await fail(IMAGE, 'image', SCRIPT)
  await fail(RIGHT_TO_LEFT, 'rtl', RIGHT_TO_LEFT)
  await fail(LONG, 'long', LONG)
  await fail('long id', `id-${LONG}`, 'short')
  const sleeper = startRetry({ name: IMAGE, wait: waitFixed('1h') }, () => Promise.reject(new Error(LONG)), {
    id: 'sleeper',
    inspect,
  })
  sleeper.result.catch(() => {})
  const context = JSON.parse(
    `{"__proto__": {"polluted": "yes"}, "constructor": "no", ${JSON.stringify(SCRIPT)}: 1}`,
  )
  const actor = createActor(
    createMachine({
      id: SCRIPT,
      context,
      initial: 'a<b>',
      states: { 'a<b>': { on: { [IMAGE]: 'b&amp;' } }, 'b&amp;': { description: SCRIPT } },
    }),
    { inspect, id: 'machine' },
  ).start()
  actor.send({ type: IMAGE })
  onTestFinished(() => {
    sleeper.abort()
    actor.stop()
  })
  return visualizer
}

test.each([1280, 400])('hostile names and values are texts, %i pixels wide', async (width) => {
  const { url } = await startHostile()
  const page = await openPage(url, { width })
  await rowOf(page, 'image').waitFor()
  expect(await rowOf(page, 'image').locator('.row-name').innerText()).toBe(IMAGE)
  expect(await overflowOf(page)).toBe(0)

  const back = async () => {
    await paneOf(page).getByRole('button', { name: 'Close this session' }).click()
    await paneOf(page).waitFor({ state: 'detached' })
  }
  const texts = [
    ['image', IMAGE, SCRIPT],
    ['rtl', RIGHT_TO_LEFT, RIGHT_TO_LEFT],
    ['long', LONG, LONG],
    ['sleeper', IMAGE, LONG],
  ] as const
  for (const [id, name, error] of texts) {
    const pane = await openSession(page, id)
    await pane.locator('svg.chart').waitFor()
    expect(await pane.getByRole('heading', { level: 2 }).textContent()).toBe(name)
    expect(await pane.locator('.session-error').textContent()).toContain(error.slice(0, 150))
    for (const tab of await pane.getByRole('tab').all()) {
      await tab.click()
      expect(await overflowOf(page)).toBe(0)
      // What is too wide is within something that scrolls.
      expect(await pane.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    }
    const close = await pane.getByRole('button', { name: 'Close this session' }).boundingBox()
    expect(close && close.x + close.width).toBeLessThanOrEqual(width)
    await pane.getByRole('button', { name: 'Cancel…' }).click({ force: true })
    if (id === 'sleeper') {
      await page.getByRole('dialog', { name: `Cancel “${IMAGE}”?` }).waitFor()
      await page.getByRole('button', { name: 'Keep running' }).click()
    }
    await back()
  }

  await page.locator('.row-name').filter({ hasText: 'long id' }).click()
  await paneOf(page).locator('svg.chart').waitFor()
  expect(await overflowOf(page)).toBe(0)
  await back()

  const machine = page.locator('.row[data-status]').filter({ hasText: 'b&amp;' })
  await machine.locator('.row-name').click()
  const pane = paneOf(page)
  await pane.locator('svg.chart').waitFor()
  await pane.locator('svg.chart .is-active').filter({ hasText: 'b&amp;' }).last().waitFor()
  await pane.getByRole('tab', { name: 'Data' }).click()
  await pane.locator('.session-value-name').getByText('__proto__:', { exact: true }).waitFor()
  await pane.locator('.session-value-name').getByText('constructor:', { exact: true }).waitFor()
  expect(await overflowOf(page)).toBe(0)
  expect(await page.evaluate(() => 'polluted' in {})).toBe(false)
  // Nothing of it has become an element.
  expect(await page.locator('img, svg[onload], script:not([src])').count()).toBe(0)
})
