import { expect, test } from 'vitest'
import { fetchStatus, fetchText, quickRetrying, retrying } from '../../../examples/patterns/controller.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { json, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('one controller calls two functions, with their arguments', async () => {
  await using server = await startServer(inTurn(status(503), json({ a: 1 }), status(429), json({ b: 2 })))
  const { slept, sleep } = recordSleeps()
  const controller = retrying.copy({ sleep })
  expect(await controller.call(fetchStatus, server.url)).toBe(200)
  expect(await controller.call(fetchText, server.url, { method: 'POST' })).toBe('{"b":2}')
  expect(slept).toEqual([100, 100])
})

test('a copy has its own wait and keeps the rest', async () => {
  await using server = await startServer(inTurn(status(503)))
  const { slept, sleep } = recordSleeps()
  const error = await rejection(quickRetrying.copy({ sleep }).call(fetchStatus, server.url))
  expect(error).toMatchObject({ lastAttempt: { attemptNumber: 3 } })
  expect(slept).toEqual([10, 10])
})

test('what will not pass is not repeated', async () => {
  await using server = await startServer(inTurn(status(404)))
  expect(await rejection(retrying.call(fetchStatus, server.url))).toMatchObject({ status: 404 })
  expect(server.requests).toBe(1)
})
