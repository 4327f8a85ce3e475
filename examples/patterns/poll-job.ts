/**
 * A job is submitted, and polled until it is done: an async predicate asks the server how the job is.
 */
import { retryIfExceptionCode, retryIfResult, runWithRetry, stopAfterDelay, waitFixed } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { startJobServer } from './support/start-job-server.ts'

interface Job {
  readonly id: number
}

/** Gives the job once it is done. */
export function runJob(server: string, options?: RetryOptions): Promise<Job> {
  const isUnfinished = async ({ id }: Job) => {
    const response = await request(`${server}/jobs/${id}`)
    const { status } = (await response.json()) as { status: string }
    return status === 'PENDING' || status === 'RUNNING'
  }

  return runWithRetry(
    {
      retry: retryIfResult(isUnfinished).or(retryIfExceptionCode('ECONNRESET')),
      wait: waitFixed('100ms'),
      stop: stopAfterDelay('10m'),
      ...options,
    },
    // Each attempt submits the job, and so does one whose answer was lost. The key makes all of them one job.
    async ({ idempotencyKey, signal }) => {
      const headers = { 'idempotency-key': idempotencyKey }
      const response = await request(`${server}/jobs`, { method: 'POST', headers, signal })
      return (await response.json()) as Job
    },
  )
}

await runDirectly(import.meta.url, async () => {
  await using server = await startJobServer()

  const { id } = await runJob(server.url)
  console.log(`job ${id} is done`)
  console.log(`${server.requests} requests, ${server.jobs} job`)
})
