import { isRetryError, stopAfterAttempt } from 'holdfast'
import { expect, test } from 'vitest'
import { runJob } from '../../../examples/patterns/poll-job.ts'
import { startJobServer } from '../../../examples/patterns/support/start-job-server.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

test('the job is polled until the server says that it is done', async () => {
  await using server = await startJobServer()
  const { slept, sleep } = recordSleeps()
  expect(await runJob(server.url, { sleep })).toEqual({ id: 1 })
  // A lost answer, then PENDING, RUNNING and DONE.
  expect(slept).toEqual([100, 100, 100])
})

test('all attempts of a call are one job, and another call is another', async () => {
  await using server = await startJobServer()
  const { sleep } = recordSleeps()
  await Promise.all([runJob(server.url, { sleep }), runJob(server.url, { sleep })])
  expect(server.jobs).toBe(2)
})

test('who gives up is told the job that was not done', async () => {
  await using server = await startJobServer()
  const { sleep } = recordSleeps()
  const error = await rejection(runJob(server.url, { sleep, stop: stopAfterAttempt(2) }))
  expect(isRetryError(error) && error.lastAttempt.result()).toEqual({ id: 1 })
})
