import { checkSame } from '../check.ts'
import { end, ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const wakeCases: readonly StoreCase[] = [
  {
    title: 'a session that sleeps and that nobody holds is due at once',
    async run({ store, clock }) {
      await store.insert(session('a', { status: 'sleeping', snapshot: '1', dueAt: clock.now() + 60_000 }))
      const before = await read(store)
      clock.advance(10)
      const now = clock.now()
      const woken = await store.wake('a')
      checkSame('the session', woken, { ...before, wakeRequested: true, dueAt: now, rev: 2, updatedAt: now })
      checkSame('the sessions that are due', await store.list({ dueBefore: now }), [woken])
      checkSame('the crashes of what is taken then', (await store.claim('a', ME))?.crashes, 0)
    },
  },
  {
    title: 'a session whose owner was asked to end its sleep is due when he gives it up',
    async run({ store, clock }) {
      const dueAt = clock.now() + 60_000
      await store.insert(session('a', { status: 'sleeping', dueAt }), ME)
      await store.wake('a')
      clock.advance(10)
      const released = { leaseFor: null, event: 'released', dueAt, wakeRequested: false } as const
      await store.commit('a', { rev: 1, owner: 'me' }, released)
      checkSame('when it is due', (await read(store)).dueAt, clock.now())
    },
  },
  {
    title: 'a session that sleeps until it is woken is due at once too',
    async run({ store, clock }) {
      await store.insert(session('a', { status: 'sleeping' }))
      checkSame('when it is due', (await store.wake('a'))?.dueAt, clock.now())
    },
  },
  {
    title: 'a session that is due already stays due since then',
    async run({ store, clock }) {
      const dueAt = clock.now() - 5
      await store.insert(session('a', { status: 'sleeping', dueAt }))
      checkSame('when it is due', (await store.wake('a'))?.dueAt, dueAt)
    },
  },
  {
    title: 'a session that was woken is not what it was known to be',
    async run({ store }) {
      await store.insert(session('a', { status: 'sleeping' }))
      await store.wake('a')
      const stale = { rev: 1, owner: null }
      checkSame('commit', await store.commit('a', stale, { dueAt: 9e15, event: 'sleeping' }), false)
    },
  },
  ...(['active', 'sleeping'] as const).map((status): StoreCase => ({
    title: `the owner of a session that is held and ${status} is asked to end its sleep`,
    async run({ store, clock }) {
      await store.insert(session('a', { status, dueAt: clock.now() + 60_000 }), ME)
      const before = await read(store)
      clock.advance(10)
      const asked = await store.wake('a')
      checkSame('the session', asked, { ...before, wakeRequested: true, updatedAt: clock.now() })
      checkSame('the session, read again', await read(store), asked)
      const fence = { rev: 1, owner: 'me' }
      checkSame("the owner's commit", await store.commit('a', fence, { event: 'attempt' }), true)
    },
  })),
  {
    title: 'a session that nobody holds and that does not sleep cannot be woken',
    async run({ store, clock }) {
      await store.insert(session('a'))
      const before = await read(store)
      clock.advance(1)
      checkSame('wake', await store.wake('a'), before)
      checkSame('the session', await read(store), before)
      checkSame('the length of the history', (await store.history('a')).length, 1)
    },
  },
  ...(['done', 'failed', 'cancelled', 'quarantined'] as const).map((status): StoreCase => ({
    title: `a session that is ${status} cannot be woken`,
    async run({ store, clock }) {
      await store.insert(session('a', { status: 'sleeping' }))
      await end(store, status)
      const before = await read(store)
      clock.advance(1)
      checkSame('wake', await store.wake('a'), before)
      checkSame('the session', await read(store), before)
    },
  })),
  {
    title: 'a session that there is not cannot be woken',
    async run({ store }) {
      checkSame('wake', await store.wake('a'), undefined)
      checkSame('get', await store.get('a'), undefined)
    },
  },
]
