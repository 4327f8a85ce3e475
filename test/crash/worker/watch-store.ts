import { AsyncLocalStorage } from 'node:async_hooks'
import type { Lease, SessionStore } from 'holdfast'
import type { WorldLog } from '../world-log.ts'
import type { At } from './die-at.ts'

/** What the store is being asked for, where a process may die within. */
export const operation = new AsyncLocalStorage<'insert' | 'claim' | 'commit'>()

export interface WatchedStore {
  readonly store: SessionStore
  /** For whom it was last asked for a lease. */
  readonly owner: () => string
}

/** A store that comes by the points of its calls, and writes down which leases it gave. */
export function watchStore(store: SessionStore, at: At, write: WorldLog): WatchedStore {
  let lastOwner = ''
  const around = async <T>(name: 'insert' | 'claim' | 'commit', call: () => Promise<T>): Promise<T> => {
    at(`before ${name}`)
    const result = await operation.run(name, call)
    at(`after ${name}`)
    return result
  }
  /** Leases begin no earlier than they are asked for. */
  const leasing = async <T>(
    id: string | undefined,
    { owner, leaseFor }: Lease,
    call: () => Promise<T>,
  ): Promise<T> => {
    lastOwner = owner
    const until = store.now() + leaseFor
    const result = await call()
    if (result !== false && result !== undefined) write({ type: 'lease', id, owner, until })
    return result
  }

  const watched: SessionStore = {
    ...store,
    insert: (session, lease) =>
      around('insert', () =>
        lease === undefined
          ? store.insert(session)
          : leasing(session.id, lease, () => store.insert(session, lease)),
      ),
    claim: (id, lease) => around('claim', () => leasing(id, lease, () => store.claim(id, lease))),
    renew: (lease) => leasing(undefined, lease, () => store.renew(lease)),
    async commit(id, fence, change, by) {
      const commit = () => store.commit(id, fence, change, by)
      const { owner } = fence
      const { leaseFor, event, dueAt } = change
      const isCommitted = await around('commit', () =>
        owner === null || typeof leaseFor !== 'number' ? commit() : leasing(id, { owner, leaseFor }, commit),
      )
      if (event === 'done' || event === 'failed') at('after last commit')
      if (event === 'sleeping') setTimeout(() => at('asleep'), Math.max(((dueAt ?? 0) - store.now()) / 2, 0))
      return isCommitted
    },
  }
  return { store: watched, owner: () => lastOwner }
}
