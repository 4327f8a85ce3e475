import { expect, test } from 'vitest'
import { PageError, showPage } from '../../../examples/patterns/cause-chain.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { halfABody, json, reset, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('an error is retried for what caused its cause', async () => {
  await using server = await startServer(inTurn(status(503), json({ name: 'Ada' })))
  const { sleep } = recordSleeps()
  expect(await showPage.retryWith({ sleep })(server.url)).toBe('page of {"name":"Ada"}')
})

test.each([
  ['half a body', halfABody],
  ['a reset connection', reset],
])('%s is caused by something else, and is thrown at once', async (_what, answer) => {
  await using server = await startServer(inTurn(answer))
  expect(await rejection(showPage(server.url))).toBeInstanceOf(PageError)
  expect(server.requests).toBe(1)
})

test('giving up keeps the whole chain', async () => {
  await using server = await startServer(inTurn(status(503)))
  const { sleep } = recordSleeps()
  expect(await rejection(showPage.retryWith({ sleep })(server.url))).toMatchObject({
    name: 'RetryError',
    cause: { name: 'PageError', cause: { message: 'cannot load the profile', cause: { status: 503 } } },
  })
  expect(server.requests).toBe(3)
})
