import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'
import { placeOrderSafely } from '../../../examples/patterns/current-attempt.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { json, late, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

const { sleep } = recordSleeps()

async function startShop(...answers: Parameters<typeof inTurn>) {
  const keys: (string | string[] | undefined)[] = []
  const answer = inTurn(...answers)
  let tell: (incoming: IncomingMessage) => void = () => {}
  const firstRequest = new Promise<IncomingMessage>((resolve) => (tell = resolve))
  const server = await startServer((incoming, response) => {
    keys.push(incoming.headers['idempotency-key'])
    tell(incoming)
    answer(incoming, response)
  })
  return {
    url: server.url,
    keys,
    firstRequest,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}

test('a function that was told nothing knows its attempt and the key of its call', async () => {
  await using shop = await startShop(status(503), json({}), json({}))
  const place = placeOrderSafely.retryWith({ sleep })
  expect(await place(shop.url, 'anchor')).toBe('sent by attempt 2')
  expect(await place(shop.url, 'rope')).toBe('sent by attempt 1')
  const [first, second, other] = shop.keys
  expect(first).toMatch(/\w{8}/)
  expect(second).toBe(first)
  expect(other).not.toBe(first)
})

test('its request is aborted when the attempt has taken too long', async () => {
  await using shop = await startShop(late, json({}))
  const clock = createVirtualClock()
  const call = placeOrderSafely.retryWith({ sleep, clock })(shop.url, 'anchor')
  const { socket } = await shop.firstRequest
  const closed = once(socket, 'close')
  clock.advance(200)
  await closed
  expect(await call).toBe('sent by attempt 2')
})

test('calls at the same time have keys of their own', async () => {
  await using shop = await startShop(json({}))
  await Promise.all(['anchor', 'rope'].map((article) => placeOrderSafely(shop.url, article)))
  expect(new Set(shop.keys).size).toBe(2)
})

test('what will not pass is thrown at once', async () => {
  expect(await rejection(placeOrderSafely('no address', 'anchor'))).toBeInstanceOf(TypeError)
})
