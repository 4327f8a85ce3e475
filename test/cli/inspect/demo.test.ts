import { createInspector } from 'holdfast/inspect'
import type { InspectorMessage } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { errands } from '../../../src/cli/inspect/demo/errands.ts'
import { startFailingShop } from '../../../src/cli/inspect/demo/failing-shop.ts'
import { runDemo } from '../../../src/cli/inspect/demo/run-demo.ts'
import { openRound } from '../../../src/durable/open-round.ts'

const patiently = { timeout: 20_000, interval: 20 }

describe('the demonstration', { timeout: 40_000 }, () => {
  const inspector = createInspector()
  const store = createMemoryStore()
  const end = new AbortController()
  let demo: Promise<void>

  beforeEach(() => {
    // Nobody waits for sleeps here.
    inspector.addSink({ send: (message) => wake(message) })
    demo = runDemo({ inspect: inspector.inspect, store, signal: end.signal })
  })

  const wake = (message: InspectorMessage) => {
    if (message.type === 'state' && JSON.stringify(message.value).includes('resting'))
      inspector.send(message.sessionId, { type: 'WAKE' })
  }

  afterEach(async () => {
    end.abort()
    await demo
  })

  test('fails in many ways, comes through some of them, and runs again what is asked to', async () => {
    const endOf = (name: string) => {
      const session = inspector.sessions().find((each) => each.name === name)
      return inspector
        .messages()
        .find(({ type, ...of }) => type === 'end' && 'sessionId' in of && of.sessionId === session?.sessionId)
    }
    await vi.waitFor(() => {
      expect(endOf('load prices')).toMatchObject({ status: 'done', output: { prices: 312 } })
      expect(endOf('sync inventory')).toMatchObject({ status: 'done', output: { items: 1204 } })
      expect(endOf('exchange rates')).toMatchObject({ status: 'done', output: { eur: 1.08 } })
      expect(endOf('monthly report')).toMatchObject({ status: 'done', output: { status: 'READY' } })
      expect(endOf('charge order')).toMatchObject({
        status: 'failed',
        error: { cause: { message: 'fetch failed', cause: { code: 'ECONNRESET' } } },
      })
      expect(endOf('nightly backup')).toMatchObject({
        status: 'failed',
        error: { cause: { name: 'HttpError', status: 503 } },
      })
    }, patiently)
    expect(inspector.sessions().map(({ name }) => name)).toEqual(
      expect.arrayContaining(errands.map(({ policy }) => policy.name)),
    )

    const failed = await vi.waitFor(async () => {
      const record = await store.get('payments-1')
      expect(record).toMatchObject({ status: 'failed', attempt: 3 })
      return record
    }, patiently)
    // It is there, as was just seen.
    expect(await openRound(store, failed as NonNullable<typeof failed>, 'ada')).toBe(true)
    await vi.waitFor(async () => {
      expect(await store.get('payments-1')).toMatchObject({ status: 'failed', round: 2, attempt: 6 })
    }, patiently)
  })
})

describe('the shop', () => {
  test('knows nothing of what it does not sell, and comes through with what is late', async () => {
    const shop = await startFailingShop()
    const ask = (path: string, attempt: number) =>
      fetch(`${shop.url}/${path}`, { headers: { 'x-attempt': String(attempt) } })
    expect((await ask('cars', 1)).status).toBe(404)
    expect(await (await ask('photos/1', 3)).json()).toEqual({ photos: 18 })
    await shop.close()
  })
})
