import { createWebSocketInspector, createWebSocketReceiver } from '@statelyai/inspect'
import type { StatelyInspectionEvent } from '@statelyai/inspect'
import { createInspectorServer } from '@statelyai/inspect/server'
import { retry, runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { attach, createInspector, redactInspection } from 'holdfast/inspect'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

// The real package: its inspector, its server on a real port, and its receiver.

const SECRET = 'hUnT3r-2f9Kz'

let server: ReturnType<typeof createInspectorServer>
let url: string

beforeAll(async () => {
  const port = await freePort()
  server = createInspectorServer({ port, autoOpen: false })
  url = `ws://localhost:${port}`
})
afterAll(() => server.stop())

/** The package's server takes no 0 for any. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0)
  await once(probe, 'listening')
  // It listens on a port.
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

/** An inspector of theirs, and what a receiver of theirs is told by it. */
async function connect(options: Parameters<typeof createWebSocketInspector>[0] = { url }) {
  const inspector = createWebSocketInspector({ ...options, url })
  onTestFinished(() => inspector.stop())
  const received: StatelyInspectionEvent[] = []
  createWebSocketReceiver({ server: url }).subscribe((event) => void received.push(event))
  // A sign that both are connected, which is no session's.
  await vi.waitFor(() => {
    inspector.event('probe', 'connected')
    expect(received.map(({ sessionId }) => sessionId)).toContain('probe')
  })
  return { inspector, received }
}

const valuesOf = (received: readonly StatelyInspectionEvent[], sessionId: string): unknown[] =>
  received
    .flatMap((event) =>
      event.type === '@xstate.snapshot' && event.sessionId === sessionId ? [event.snapshot] : [],
    )
    .map((snapshot) => (snapshot as unknown as { value: unknown }).value)

const failingOnce = () => {
  let calls = 0
  return async () => {
    if (++calls === 1) throw new Error('down')
    return 'ok'
  }
}

describe("Stately's inspector is told every state of a session", () => {
  test('that startRetry began', async () => {
    const { inspector, received } = await connect()
    const session = startRetry({ wait: waitFixed(1) }, failingOnce(), { inspect: inspector.inspect })
    const values: unknown[] = [session.getSnapshot().value]
    session.subscribe(({ value }) => void values.push(value))
    expect(await session.result).toBe('ok')
    const { sessionId } = session.actor
    await vi.waitFor(() => expect(valuesOf(received, sessionId).at(-1)).toBe('done'))
    expect(valuesOf(received, sessionId)).toStrictEqual(values)
    expect(values).toHaveLength(12)
    const actor = received.find((event) => event.type === '@xstate.actor' && event.sessionId === sessionId)
    expect(JSON.parse(String((actor as { definition?: string }).definition))).toMatchObject({ id: 'retry' })
  })

  test('that runWithRetry ran, with an inspector of ours beside it', async () => {
    const { inspector, received } = await connect()
    const ours = createInspector()
    onTestFinished(attach(ours))
    const ends: unknown[] = []
    const result = runWithRetry(
      { name: 'load', stop: stopAfterAttempt(1) },
      () => Promise.reject(new Error('down')),
      {
        inspect: inspector.inspect,
      },
    )
    await result.catch((error: unknown) => ends.push(error))
    expect(ends).toHaveLength(1)
    await vi.waitFor(() => expect(received.map(statusOf)).toContain('error'))
    expect(ours.sessions()).toMatchObject([{ name: 'load', status: 'failed' }])
  })

  test('that retry ran, when it is attached', async () => {
    const { inspector, received } = await connect()
    onTestFinished(attach(inspector))
    await retry(failingOnce())()
    await vi.waitFor(() => expect(received.map(statusOf)).toContain('done'))
    const root = received.find((event) => event.type === '@xstate.snapshot')
    expect(new Set(valuesOf(received, String(root?.rootId)).map((value) => JSON.stringify(value)))).toContain(
      '{"sleeping":"resting"}',
    )
  })
})

const statusOf = (event: StatelyInspectionEvent): string =>
  event.type === '@xstate.snapshot' && event.sessionId === event.rootId ? event.snapshot.status : ''

describe('secrets', () => {
  const leak = async () => {
    if (leaks++ === 0) throw Object.assign(new Error(`token=${SECRET}`), { config: { password: SECRET } })
    return { token: SECRET, shown: 'yes' }
  }
  let leaks = 0

  async function toldWith(options: Parameters<typeof createWebSocketInspector>[0]) {
    leaks = 0
    const { inspector, received } = await connect(options)
    const session = startRetry({ name: 'load' }, leak, { inspect: inspector.inspect })
    await session.result
    await vi.waitFor(() => expect(valuesOf(received, session.actor.sessionId).at(-1)).toBe('done'))
    // The server repeats to each receiver what it was told before.
    return JSON.stringify(received.filter(({ rootId }) => rootId === session.actor.sessionId))
  }

  test('are told as they are by default, which the next test would notice', async () => {
    expect((await toldWith({ url })).includes(SECRET)).toBe(true)
  })

  test('are hidden by its option serialize: redactInspection', async () => {
    const told = await toldWith({ url, serialize: redactInspection })
    expect([told.includes(SECRET), told.includes('"shown":"yes"')]).toStrictEqual([false, true])
  })
})

test('an event without parts stays as it is, and the sanitiser may be another', () => {
  const event = { type: '@xstate.actor', sessionId: 'x:0', definition: '{"id":"token"}' }
  expect(redactInspection(event)).toStrictEqual(event)
  expect(redactInspection({ event: { a: 1 } }, () => 'hidden')).toStrictEqual({ event: 'hidden' })
})
