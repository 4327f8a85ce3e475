/**
 * A program that runs retry sessions on a store, writes down what it does, and dies where it is told to.
 *
 * It says `ready` once its store is open.
 */
import { openSqliteStore } from 'holdfast/sqlite'
import { loadDriver } from '../../../src/stores/sqlite/load-driver.ts'
import { openWorldLog } from '../world-log.ts'
import { dieAt } from './die-at.ts'
import { flawed } from './flaws.ts'
import type { Orders } from './orders.ts'
import { runScript } from './run-script.ts'
import { tapDriver } from './tap-driver.ts'
import { walPositionOf } from './wal-position.ts'
import { operation, watchStore } from './watch-store.ts'

// The harness writes it.
const orders = JSON.parse(process.argv[2] ?? '') as Orders
const write = openWorldLog(orders.log)
const at = dieAt(orders.death, write)
const position = walPositionOf(orders.store)
const dieInTransaction = () => {
  const name = operation.getStore()
  if (name !== undefined) at(`in ${name}`)
}
tapDriver(
  await loadDriver((name) => import(name)),
  {
    beforeCommit: dieInTransaction,
    afterCommit(isSynced) {
      if (isSynced && orders.notesSyncs) write({ type: 'synced', ...position() })
      dieInTransaction()
    },
  },
  orders.flaw === 'unsynced',
)

const opened = await openSqliteStore(orders.store)
process.stdout.write('ready\n')
const { store, owner } = watchStore(flawed(opened, orders.flaw), at, write)
await Promise.all(
  orders.scripts.map(async (script) => {
    const answer = await runScript(script, { store, lease: orders.lease, at, write, owner })
    write({ type: 'answer', id: script.id, ...answer })
    at('after answer')
  }),
)
write({ type: 'close' })
await opened.close()
