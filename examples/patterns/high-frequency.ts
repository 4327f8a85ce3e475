/**
 * Calls by the thousand: wrapped once, without waits, hooks and timers, one repetition at most.
 */
import { retry, retryIfExceptionType, stopAfterAttempt } from 'holdfast'
import { runDirectly } from './support/run-directly.ts'

/** It may well succeed when it is called again at once. */
export class TransientError extends Error {
  override readonly name = 'TransientError'
}

/** The policy is read and checked here; a call that succeeds makes no more than its session. */
const retryOnce = retry({ retry: retryIfExceptionType(TransientError), stop: stopAfterAttempt(2) })

/** Makes a reader of one that fails now and then. */
export const createReader = (read: (key: string) => Promise<string>) => retryOnce(read)

await runDirectly(import.meta.url, async () => {
  let reads = 0
  const read = createReader(async (key: string) => {
    if (++reads % 1000 === 0) throw new TransientError(`the cache was busy with ${key}`)
    return key.toUpperCase()
  })

  let calls = 0
  while (calls < 50_000) await read(`key ${++calls}`)
  console.log(`${calls} calls, ${reads} reads`)
})
