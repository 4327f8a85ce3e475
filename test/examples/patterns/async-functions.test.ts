import { expect, test } from 'vitest'
import { fetchUser } from '../../../examples/patterns/async-functions.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { halfABody, json, reset, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('answers that fail are asked for again, with longer and longer sleeps', async () => {
  await using server = await startServer(inTurn(reset, status(503), json({ name: 'Ada' })))
  const { slept, sleep } = recordSleeps()
  expect(await fetchUser.retryWith({ sleep })(server.url)).toEqual({ name: 'Ada' })
  expect(slept).toEqual([100, 200])
})

test('the body is a part of the attempt', async () => {
  await using server = await startServer(inTurn(halfABody, json({ name: 'Ada' })))
  const { sleep } = recordSleeps()
  expect(await fetchUser.retryWith({ sleep })(server.url)).toEqual({ name: 'Ada' })
})

test('three attempts are made, and no more', async () => {
  await using server = await startServer(inTurn(status(503)))
  const { sleep } = recordSleeps()
  const error = await rejection(fetchUser.retryWith({ sleep })(server.url))
  expect(error).toMatchObject({ name: 'RetryError', cause: { status: 503 } })
  expect(server.requests).toBe(3)
})
