import { stopAfterAttempt } from 'holdfast'
import { expect, test } from 'vitest'
import { download } from '../../../examples/patterns/loop.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { halfABody, json, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('the loop goes on until its body succeeds, and gives what the body gave', async () => {
  await using server = await startServer(inTurn(status(500), halfABody, json({ ready: true }), status(500)))
  const { slept, sleep } = recordSleeps()
  expect(await download(server.url, { sleep, wait: () => 7 })).toBe('{"ready":true}')
  expect(slept).toEqual([7, 7])
  expect(server.requests).toBe(3)
})

test('the loop throws when it gives up', async () => {
  await using server = await startServer(inTurn(status(500)))
  expect(await rejection(download(server.url, { stop: stopAfterAttempt(2) }))).toMatchObject({
    name: 'RetryError',
    cause: { status: 500 },
  })
  expect(server.requests).toBe(2)
})
