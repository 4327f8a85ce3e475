import type { SessionStore } from '../../durable/session-store.ts'
import { checkSame } from '../check.ts'
import { end, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const pruneCases: readonly StoreCase[] = [
  {
    title: 'a session that has ended is pruned when it was kept for long enough since, with its history',
    retention: { done: 1000, failed: '2s' },
    async run({ store, clock }) {
      for (const status of ['done', 'failed', 'cancelled'] as const) await insertEnded(store, status, status)
      clock.advance(999)
      checkSame('prune', await store.prune(), 0)
      clock.advance(1)
      checkSame('prune', await store.prune(), 1)
      checkSame('what is left', await idsOf(store), ['cancelled', 'failed'])
      checkSame('the history', await store.history('done'), [])
      clock.advance(1000)
      checkSame('prune', await store.prune(), 1)
      clock.advance(1e12)
      checkSame('prune', await store.prune(), 0)
      checkSame('what is left', await idsOf(store), ['cancelled'])
    },
  },
  {
    title: 'a session is kept from its last change on',
    retention: { done: 1000 },
    async run({ store, clock }) {
      await insertEnded(store, 'done', 'a')
      clock.advance(600)
      await end(store, 'done')
      clock.advance(999)
      checkSame('prune', await store.prune(), 0)
      clock.advance(1)
      checkSame('prune', await store.prune(), 1)
    },
  },
  {
    title: 'a session that has not ended is never pruned',
    retention: { done: 0, failed: 0, cancelled: 0 },
    async run({ store, clock }) {
      await store.insert(session('active'))
      await store.insert(session('sleeping', { status: 'sleeping', dueAt: clock.now() }))
      await insertEnded(store, 'quarantined', 'quarantined')
      clock.advance(1e12)
      checkSame('prune', await store.prune(), 0)
      checkSame('what is left', await idsOf(store), ['active', 'quarantined', 'sleeping'])
    },
  },
  {
    title: 'without a retention everything is kept',
    async run({ store, clock }) {
      await insertEnded(store, 'done', 'a')
      clock.advance(1e12)
      checkSame('prune', await store.prune(), 0)
    },
  },
  {
    title: 'however many are due, one call prunes them all, and others can write meanwhile',
    retention: { cancelled: 1000 },
    async run({ store, clock }) {
      for (let index = 0; index < MANY; index++) {
        await store.insert(session(`old ${index}`))
        await store.cancel(`old ${index}`)
      }
      clock.advance(1000)
      const [pruned] = await Promise.all([store.prune(), store.insert(session('new'))])
      checkSame('prune', pruned, MANY)
      checkSame('what is left', await idsOf(store), ['new'])
    },
  },
  {
    title: 'an id whose session was pruned begins anew',
    retention: { done: 0 },
    async run({ store }) {
      await insertEnded(store, 'done', 'a')
      await store.prune()
      checkSame('insert', await store.insert(session('a')), true)
    },
  },
]

/** More than a store removes at once. */
const MANY = 1100

async function insertEnded(
  store: SessionStore,
  status: 'done' | 'failed' | 'cancelled' | 'quarantined',
  id: string,
) {
  await store.insert(session(id))
  await end(store, status, id)
}

const idsOf = async (store: SessionStore) => (await store.list()).map(({ id }) => id)
