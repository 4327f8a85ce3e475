import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'

import { forms } from '../support/interpreters.ts'
import { settled } from '../support/settled.ts'

/** An event must come through while the loop is fully busy with retries; on a quiet machine it takes about 5 ms. */
const SOON = 200

const fails = {
  sync: () => {
    throw new Error('down')
  },
  async: async () => {
    throw new Error('down')
  },
}

describe.each(forms)('an endless retry without a wait, by $title,', ({ run }) => {
  /** Keeps the loop busy while the body runs, and gives how long that took. */
  async function whileRetrying(fn: () => unknown, body: () => Promise<unknown>): Promise<number> {
    const controller = new AbortController()
    const result = run({ signal: controller.signal }, fn).catch(() => {})
    const start = performance.now()
    await body()
    const took = performance.now() - start
    controller.abort()
    await result
    return took
  }

  test.each(Object.entries(fails))('lets timers fire (%s function)', async (_kind, fn) => {
    expect(await whileRetrying(fn, () => new Promise((resolve) => setTimeout(resolve, 1)))).toBeLessThan(SOON)
  })

  test.each(Object.entries(fails))('lets an HTTP server answer (%s function)', async (_kind, fn) => {
    const server = createServer((_request, response) => response.end('alive')).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const body = async () => {
      const response = await fetch(`http://127.0.0.1:${port}`, { headers: { connection: 'close' } })
      expect(await response.text()).toBe('alive')
    }
    // A request takes some twenty turns of the event loop, on both of its ends.
    expect(await whileRetrying(fn, body)).toBeLessThan(10 * SOON)
  })

  test.each<[string, () => unknown]>([
    ['sync', () => undefined],
    ['async', async () => {}],
  ])('is ended by an abort though its own sleep does not sleep (%s)', async (_kind, sleep) => {
    // The type asks for a promise; a plain function gets here from JavaScript.
    const options = { signal: AbortSignal.timeout(2), sleep: sleep as () => Promise<void> }
    expect(await settled(run(options, fails.async), 1000)).toMatchObject({ error: { name: 'TimeoutError' } })
  })

  test.each(Object.entries(fails))('is ended by an abort (%s function)', async (_kind, fn) => {
    const start = performance.now()
    const result = run({ signal: AbortSignal.timeout(2) }, fn)
    expect(await settled(result, 1000)).toMatchObject({ error: { name: 'TimeoutError' } })
    expect(performance.now() - start).toBeLessThan(SOON)
  })
})
