import { expect, test } from 'vitest'
import { fetchBoth, fetchText, retrying } from '../../../examples/patterns/coroutine.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { halfABody, json, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('each attempt runs the generator from its beginning', async () => {
  await using server = await startServer(inTurn(status(503), halfABody, json({ name: 'Ada' })))
  const { slept, sleep } = recordSleeps()
  const text = fetchText.retryWith({ sleep })(server.url)
  expect(text).toBeInstanceOf(Promise)
  expect(await text).toBe('{"name":"Ada"}')
  expect(slept).toEqual([20, 40])
})

test('it gives up as any function does', async () => {
  await using server = await startServer(inTurn(status(503)))
  const { sleep } = recordSleeps()
  expect(await rejection(fetchText.retryWith({ sleep })(server.url))).toMatchObject({
    name: 'RetryError',
    cause: { status: 503 },
  })
  expect(server.requests).toBe(3)
})

test('an array is awaited at the same time', async () => {
  // Each answer waits for the other request.
  const waiting: (() => void)[] = []
  await using server = await startServer((_request, response) => {
    waiting.push(() => json({})(response))
    if (waiting.length === 2) for (const answer of waiting) answer()
  })
  expect(await retrying.call(fetchBoth, [server.url, server.url])).toBe('{} and {}')
})

test('what fails is thrown into the generator, which caught it: one attempt', async () => {
  expect(await retrying.call(fetchBoth, ['no address'])).toMatch(/^neither: RetryError: /)
  expect(retrying.statistics.attemptNumber).toBe(1)
})
