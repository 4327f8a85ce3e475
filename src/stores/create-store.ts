import { encodedStore } from '../durable/encoded.ts'
import { readSessionId } from '../durable/session-id.ts'
import type { SessionStore } from '../durable/session-store.ts'
import { checkLeaseOfChange, checkLease } from './check-lease.ts'
import { createPruner } from './create-pruner.ts'
import type { SessionDatabase } from './session-database.ts'
import { readFilter } from './session-filter.ts'
import type { StoreSettings } from './store-options.ts'
import { begin } from './transitions/begin.ts'
import { cancel } from './transitions/cancel.ts'
import { claim } from './transitions/claim.ts'
import { commit } from './transitions/commit.ts'
import { isHeld } from '../durable/is-held.ts'
import { wake } from './transitions/wake.ts'

/** The port, over a database: what becomes of a session is decided here, for all stores alike. */
export function createStore(
  database: SessionDatabase,
  { clock, retention, codec }: StoreSettings,
): SessionStore {
  const now = () => clock.now()
  const pruner = createPruner(database, retention, now)

  const store: SessionStore = {
    name: database.name,
    now,
    async insert(session, lease) {
      readSessionId(session.id)
      if (lease !== undefined) checkLease(lease)
      return database.write((table) => table.add(begin(session, lease, now())))
    },
    async get(id) {
      readSessionId(id)
      return database.read((table) => table.get(id))
    },
    async claim(id, lease) {
      readSessionId(id)
      checkLease(lease)
      const { after } = await database.write((table) =>
        table.change(id, (record) => claim(record, lease, now())),
      )
      return after
    },
    async commit(id, fence, change, by) {
      readSessionId(id)
      checkLeaseOfChange(change, fence.owner)
      const isDone = await database.writeDurably((table) =>
        table.commit(id, (head) => commit(head, fence, change, now(), by)),
      )
      pruner.look()
      return isDone
    },
    async renew(lease) {
      checkLease(lease)
      return database.write((table) => table.renew(lease.owner, now() + lease.leaseFor))
    },
    async cancel(id, by) {
      readSessionId(id)
      const { before, after = before } = await database.write((table) =>
        table.change(id, (record) => cancel(record, by ?? null, now())),
      )
      return after
    },
    async wake(id, by) {
      readSessionId(id)
      const { before, after = before } = await database.write((table) =>
        table.change(id, (record) => wake(record, by ?? null, now())),
      )
      return after
    },
    async list(query = {}) {
      const filter = readFilter(query)
      return database.read((table) => table.list(filter))
    },
    async history(id) {
      readSessionId(id)
      return database.read((table) => table.history(id))
    },
    async delete(id) {
      readSessionId(id)
      return database.write((table) => {
        const record = table.get(id)
        if (record === undefined || isHeld(record, now())) return false
        table.remove(id)
        return true
      })
    },
    prune: () => pruner.prune(),
    close: () => database.close(),
  }
  return codec === undefined ? store : encodedStore(store, codec)
}
