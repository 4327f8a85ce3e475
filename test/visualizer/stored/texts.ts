import { createRetryMachine, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { createMemoryStore } from 'holdfast/memory'
import type { SessionRecord } from 'holdfast/memory'

import { until } from './listening.ts'

/** What sessions write: of one that sleeps after its first attempt, and of one that has failed in its third. */
export async function createTexts(): Promise<{
  readonly sleeping: SessionRecord
  readonly failed: SessionRecord
}> {
  const store = createMemoryStore()
  const ending = new AbortController()
  const sleeper = createRetryMachine({ id: 'charge', wait: waitFixed('3h') })
  const loser = createRetryMachine({ id: 'charge', stop: stopAfterAttempt(3) })
  const sleep = runWithRetry(sleeper, charge, { id: 'sleeping', store, signal: ending.signal })
  await Promise.allSettled([runWithRetry(loser, charge, { id: 'failed', store })])
  const read = async (id: string) => (await store.get(id)) as SessionRecord
  await until(async () => (await read('sleeping')).status === 'sleeping')
  const texts = { sleeping: await read('sleeping'), failed: await read('failed') }
  ending.abort()
  await Promise.allSettled([sleep])
  return texts
}

async function charge() {
  throw new TypeError('fetch failed')
}
