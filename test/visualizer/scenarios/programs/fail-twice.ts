import { runWithRetry, stopAfterAttempt } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

// Runs a session whose first round fails, and whose second one succeeds: node fail-twice.ts <store> <id>

const [path = '', id = ''] = process.argv.slice(2)
const store = await openSqliteStore(path)
const hasRound = ((await store.get(id))?.round ?? 1) > 1
const work = async () => {
  if (!hasRound) throw new Error('the disk is full', { cause: new RangeError('0 bytes left') })
  return 'written'
}
// What comes of it is in the store.
await runWithRetry({ id: 'write', stop: stopAfterAttempt(2) }, work, { id, store }).catch(() => {})
await store.close()
