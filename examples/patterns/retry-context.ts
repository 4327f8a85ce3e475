/**
 * A controller for as long as a scope lasts: on the way out its sessions are ended, then what they used is cleaned up.
 */
import { AsyncRetrying, stopAfterAttempt, waitExponential } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { openDatabase } from './support/open-database.ts'
import { runDirectly } from './support/run-directly.ts'

export interface RetryContext extends AsyncDisposable {
  readonly retrying: AsyncRetrying
}

/** @param cleanUp - called once, and awaited, when no session is running any more: those that were are aborted */
export function openRetryContext(options: RetryOptions, cleanUp: () => Promise<void>): RetryContext {
  const scope = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, scope.signal]) : scope.signal

  return {
    retrying: new AsyncRetrying({ ...options, signal }),
    async [Symbol.asyncDispose]() {
      scope.abort(new Error('the scope has been left'))
      await cleanUp()
    },
  }
}

await runDirectly(import.meta.url, async () => {
  const options = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '20ms' }) }

  const countUsers = async () => {
    const database = openDatabase()
    await using context = openRetryContext(options, async () => {
      await database[Symbol.asyncDispose]()
      console.log('cleaned up')
    })
    await database.run('CREATE TABLE users (name TEXT)')
    const count = (table: string) => database.all<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    const [row] = await context.retrying.call(count, 'users')
    console.log(`${row?.n} users`)
    await context.retrying.call(count, 'orders')
  }
  await countUsers().catch((error: unknown) => console.log(String(error)))
})
