/**
 * Functions deep in a program learn which attempt they are a part of, though nobody hands it down to them.
 */
import { retry, retryIfExceptionType, stopAfterAttempt, TimeoutError, waitFixed } from 'holdfast'
import { currentAttempt } from 'holdfast/context'
import { json, late, status } from '../failing-server/answers.ts'
import { HttpError } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

/** Sends an order: once, however often it is repeated, and no longer than its attempt lasts. */
async function send(url: string, order: object): Promise<string> {
  const attempt = currentAttempt()
  const response = await request(url, {
    method: 'POST',
    body: JSON.stringify(order),
    headers: attempt ? { 'idempotency-key': attempt.idempotencyKey } : {},
    signal: attempt?.signal ?? null,
  })
  await response.body?.cancel()
  return `sent by attempt ${attempt?.attemptNumber}`
}

/** It has no word of attempts. */
async function placeOrder(shop: string, article: string): Promise<string> {
  const order = { article, quantity: 1 }
  return await send(`${shop}/orders`, order)
}

export const placeOrderSafely = retry({
  attemptTimeout: '200ms',
  retry: retryIfExceptionType(TimeoutError, HttpError),
  wait: waitFixed('50ms'),
  stop: stopAfterAttempt(5),
})(placeOrder)

await runDirectly(import.meta.url, async () => {
  const keys = new Set<unknown>()
  const answer = inTurn(late, status(503), json({}))
  await using server = await startServer((incoming, response) => {
    keys.add(incoming.headers['idempotency-key'])
    answer(incoming, response)
  })

  console.log(await placeOrderSafely(server.url, 'anchor'))
  console.log(`${server.requests} requests with ${keys.size} idempotency key`)
})
