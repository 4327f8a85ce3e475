import { runWithRetry, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

// Runs a session whose first attempt fails, and sleeps for three hours then: node run-session.ts <store> <id>

const [path = '', id = ''] = process.argv.slice(2)
const store = await openSqliteStore(path)
const pay = ({ attemptNumber }: { attemptNumber: number }) => {
  if (attemptNumber === 1) throw new Error('the bank is closed')
  return `paid by attempt ${attemptNumber}`
}
// What comes of it is in the store.
await runWithRetry({ id: 'charge', wait: waitFixed('3h') }, pay, { id, store }).catch(() => {})
