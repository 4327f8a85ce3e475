import { runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

// Runs sessions of one store, some of which other processes want to run too: node work-on-many.ts <store> <ids by commas>

const [path = '', ids = ''] = process.argv.slice(2)
const store = await openSqliteStore(path)

/** What becomes of a session is in its id: `done-3`, `failed-2`, `slow-4`. */
const work = async (id: string, attemptNumber: number) => {
  if (id.startsWith('failed') || attemptNumber < 3) throw new Error(`no answer to ${id}`)
  return id
}

const run = (id: string, signal?: AbortSignal) => {
  const policy = { id: 'answer', wait: waitFixed(isSlow(id) ? '2h' : 20), stop: stopAfterAttempt(3) }
  const options = { id, store, ...(signal && { signal }) }
  // One that another process runs is its own.
  return runWithRetry(policy, ({ attemptNumber }) => work(id, attemptNumber), options).catch(() => {})
}

const isSlow = (id: string) => id.startsWith('slow')
const slow = ids.split(',').filter(isSlow)
const leaving = new AbortController()
const sleeps = slow.map((id) => run(id, leaving.signal))
await Promise.all(
  ids
    .split(',')
    .filter((id) => !isSlow(id))
    .map((id) => run(id)),
)
const areAsleep = async () => {
  const asleep = await store.list({ status: 'sleeping' })
  return slow.every((id) => asleep.some((session) => session.id === id))
}
while (!(await areAsleep())) await new Promise((resolve) => setTimeout(resolve, 10))
leaving.abort()
await Promise.all(sleeps)
await store.close()
