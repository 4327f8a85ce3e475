import type { InspectorMessage } from 'holdfast/inspect'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'

import { logLine } from '../../../visualizer/src/session/log/log-line.ts'
import { startCommand, startProgram } from './support/processes.ts'
import type { Running } from './support/processes.ts'
import { openSession, paneOf, rowOf } from './support/shown.ts'
import { REFUSED, usePages } from './support/use-pages.ts'

const openPage = usePages()

/** Every line of the log, as it is scrolled through. */
async function wholeLog(page: Page): Promise<readonly string[]> {
  return page.getByRole('listbox', { name: 'Log' }).evaluate(async (box) => {
    const lines = new Map<number, string>()
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    for (let top = 0; top < box.scrollHeight; top += 48) {
      box.scrollTop = top
      await frame()
      for (const line of box.querySelectorAll('[role=option]'))
        lines.set(Number(line.getAttribute('aria-posinset')), line.getAttribute('title') ?? '')
    }
    return [...lines].toSorted(([a], [b]) => a - b).map(([place, text]) => `${place} ${text}`)
  })
}

/** What the program's own inspector was told of its session. */
async function messagesOf(program: Running): Promise<readonly InspectorMessage[]> {
  program.tell('messages')
  const line = await program.line(/^messages /)
  // What the program prints.
  const messages = JSON.parse(line.slice('messages '.length)) as readonly InspectorMessage[]
  return messages.filter(({ type }) => type !== 'definition')
}

test.each(['SIGKILL', 'SIGINT'] as const)(
  'a server that is ended by %s and starts again has missed nothing',
  async (signal) => {
    const token = 'the-token-stays-the-same'
    const first = await startCommand('--port', '0', '--token', token)
    const { port } = new URL(first.url)
    const program = startProgram('../programs/obey.ts', [], {
      register: true,
      env: { HOLDFAST_VISUALIZER: first.url },
    })
    for (const n of [1, 2, 3]) {
      await program.line(new RegExp(`^attempt ${n}$`))
      program.tell('fail')
    }
    await program.line(/^attempt 4$/)

    const page = await openPage(first.url, { mayLog: REFUSED })
    const attemptIs = (count: string) =>
      expect
        .poll(() => rowOf(page, 'obey-1').locator('.cell-attempt').textContent(), { timeout: 30_000 })
        .toBe(count)
    await openSession(page, 'obey-1')
    await page.getByRole('tab', { name: 'Log' }).click()
    await page.getByRole('checkbox', { name: 'Every message' }).check()
    await attemptIs('4')

    await first.kill(signal)
    await page.getByRole('alert').getByText('No connection since').waitFor()
    // Nobody looks while this happens.
    program.tell('fail')
    await program.line(/^attempt 5$/)
    const second = await startCommand('--port', port, '--token', token)
    await page.getByText('The server restarted; this is its present state.').waitFor()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await attemptIs('5')
    program.tell('fail')
    await program.line(/^attempt 6$/)
    program.tell('succeed')
    await program.line(/^done$/)
    await rowOf(page, 'obey-1').getByText('Done', { exact: true }).waitFor()
    await paneOf(page).locator('.session-status').getByText('Done').waitFor()

    const messages = await messagesOf(program)
    const wanted = messages.map((_, at) => `${at + 1} ${logLine(messages, at).text}`)
    await page.getByText(`${wanted.length} lines`, { exact: true }).waitFor()
    expect((await wholeLog(page)).map(withoutDurations)).toEqual(wanted.map(withoutDurations))
    expect(await paneOf(page).locator('.session-banner').innerText()).toContain(
      `step ${wanted.length} of ${wanted.length}`,
    )
    const response = await page.request.get(
      new URL(`/api/sessions/${await keyIn(page)}/recording`, second.url).href,
    )
    const recorded = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as InspectorMessage)
      .filter(({ type }) => !['recording', 'definition'].includes(type))
    expect(recorded.map(({ seq, type }) => [seq, type])).toEqual(messages.map(({ seq, type }) => [seq, type]))
  },
)

/** Each inspector has measured them for itself. */
const withoutDurations = (line: string) => line.replaceAll(/[\d.]+ (ms|s)$|[\d.]+ (ms|s)(?=:)/g, '…')

/** The key of the session that the address names. */
const keyIn = async (page: Page) => encodeURIComponent(new URL(page.url()).searchParams.get('session') ?? '')
