import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { run } from 'effection'
import { RetryError } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { expect, test } from 'vitest'
import { fetchText } from '../../../examples/patterns/effection-operation.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { json, late, status } from '../../../examples/failing-server/answers.ts'
import { nextTurn } from '../../support/next-turn.ts'
import { recordSleeps } from './record-sleeps.ts'

const random = () => 0.5

test('it is called again until it succeeds, and sleeps between', async () => {
  await using server = await startServer(inTurn(status(503), status(503), json({ ready: true })))
  const { slept, sleep } = recordSleeps()
  const fetchNow = fetchText.retryWith({ sleep, random })
  expect(await run(() => fetchNow(server.url))).toBe('{"ready":true}')
  expect(slept).toEqual([50, 100])
})

test('halted while it sleeps, it is over: no timer is left, and no request comes', async () => {
  await using server = await startServer(inTurn(status(503)))
  const clock = createVirtualClock()
  const fetchLater = fetchText.retryWith({ clock, random })
  const task = run(() => fetchLater(server.url))
  while (clock.next !== 50) await nextTurn()
  await task.halt()
  expect(clock.timers).toBe(0)
  clock.advance(60_000)
  expect(server.requests).toBe(1)
})

test('halted while it asks the server, it aborts the request', async () => {
  let tell: (incoming: IncomingMessage) => void = () => {}
  const asked = new Promise<IncomingMessage>((resolve) => (tell = resolve))
  await using server = await startServer((incoming, response) => {
    tell(incoming)
    late(response)
  })
  const task = run(() => fetchText(server.url))
  const { socket } = await asked
  const closed = once(socket, 'close')
  await task.halt()
  await closed
  expect(server.requests).toBe(1)
})

test('it gives up once thirty seconds have passed', async () => {
  await using server = await startServer(inTurn(status(503)))
  const clock = createVirtualClock()
  const fetchLater = fetchText.retryWith({ clock, random: () => 0.999_999 })
  const end: { error?: unknown } = {}
  const task = run(() => fetchLater(server.url)).catch((error: unknown) => (end.error = error))
  while (end.error === undefined) {
    await nextTurn()
    clock.advance(clock.next ?? 0)
  }
  await task
  expect(end.error).toBeInstanceOf(RetryError)
  // 0.1 s, 0.2 s, … 6.4 s, then 10 s at a time.
  expect(end.error).toMatchObject({ lastAttempt: { attemptNumber: 10 } })
  expect(server.requests).toBe(10)
})
