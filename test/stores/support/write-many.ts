import { openSqliteStore } from 'holdfast/sqlite'

import { attempt, session } from './sessions.ts'

// Writes to a store as fast as it can: node write-many.ts <file> <prefix of the ids>

const [, , file, prefix] = process.argv
const store = await openSqliteStore(String(file))
for (let index = 0; index < 50; index++) {
  await store.insert(session(`${prefix} ${index}`))
  for (let commit = 0; commit < 4; commit++) {
    // Everybody adds to what all share, and is refused where another one was faster.
    await attempt(store, 'shared')
    if (!(await attempt(store, `${prefix} ${index}`))) throw new Error('a commit was refused')
  }
}
await store.close()
