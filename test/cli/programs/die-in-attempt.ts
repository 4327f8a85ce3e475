import { runWithRetry } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'

// Begins a session, and is killed in its first attempt: node die-in-attempt.ts <store> <id>

const [path = '', id = ''] = process.argv.slice(2)
const store = await openSqliteStore(path)
const die = () => new Promise(() => process.kill(process.pid, 'SIGKILL'))
await runWithRetry({ id: 'charge' }, die, { id, store })
