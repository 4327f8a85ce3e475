import { checkSame } from '../check.ts'
import { end, ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const cancelCases: readonly StoreCase[] = [
  ...(['active', 'sleeping'] as const).map((status): StoreCase => ({
    title: `a session that is ${status} and that nobody holds is cancelled at once`,
    async run({ store, clock }) {
      await store.insert(session('a', { status, snapshot: '1', dueAt: clock.now() }))
      const before = await read(store)
      clock.advance(10)
      const cancelled = await store.cancel('a')
      const ended = { status: 'cancelled', dueAt: null, rev: 2, updatedAt: clock.now() }
      checkSame('the session', cancelled, { ...before, ...ended })
      checkSame('the session, read again', await read(store), cancelled)
      checkSame('claim', await store.claim('a', ME), undefined)
    },
  })),
  {
    title: 'a session that was cancelled at once is not what it was known to be',
    async run({ store }) {
      await store.insert(session('a'))
      await store.cancel('a')
      const stale = { rev: 1, owner: null }
      checkSame('commit', await store.commit('a', stale, { attempt: 1, event: 'attempt' }), false)
    },
  },
  {
    title: 'the owner of a session that is held is asked to end it',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      const before = await read(store)
      clock.advance(10)
      const asked = await store.cancel('a')
      checkSame('the session', asked, { ...before, cancelRequested: true, updatedAt: clock.now() })
      checkSame('the session, read again', await read(store), asked)
      const answer = {
        status: 'cancelled',
        cancelRequested: false,
        leaseFor: null,
        event: 'cancelled',
      } as const
      checkSame("the owner's commit", await store.commit('a', { rev: 1, owner: 'me' }, answer), true)
    },
  },
  {
    title: 'a session that was asked to end is cancelled when its owner gives it up',
    async run({ store }) {
      await store.insert(session('a'), ME)
      await store.cancel('a', 'ada')
      const released = { leaseFor: null, event: 'released', status: 'sleeping', dueAt: 1 } as const
      checkSame('the release', await store.commit('a', { rev: 1, owner: 'me' }, released), true)
      const { status, owner, dueAt, cancelRequested } = await read(store)
      const expected = { status: 'cancelled', owner: null, dueAt: null, cancelRequested: false }
      checkSame('the session', { status, owner, dueAt, cancelRequested }, expected)
      checkSame('the history', (await store.history('a')).at(-1)?.type, 'cancelled')
    },
  },
  {
    title: 'a session whose lease has run out is cancelled at once',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      await store.cancel('a')
      clock.advance(1000)
      const { status, owner, leaseUntil, cancelRequested } = (await store.cancel('a')) ?? (await read(store))
      const expected = { status: 'cancelled', owner: null, leaseUntil: null, cancelRequested: false }
      checkSame('the session', { status, owner, leaseUntil, cancelRequested }, expected)
      const late = await store.commit('a', { rev: 1, owner: 'me' }, { status: 'done', event: 'done' })
      checkSame('a late commit', late, false)
    },
  },
  ...(['done', 'failed', 'cancelled'] as const).map((status): StoreCase => ({
    title: `a session that is ${status} cannot be cancelled`,
    async run({ store, clock }) {
      await store.insert(session('a'))
      await end(store, status)
      const before = await read(store)
      clock.advance(1)
      checkSame('cancel', await store.cancel('a'), before)
      checkSame('the session', await read(store), before)
      checkSame('the length of the history', (await store.history('a')).length, 2)
    },
  })),
  {
    title: 'a session in quarantine can be cancelled',
    async run({ store }) {
      await store.insert(session('a'))
      await end(store, 'quarantined')
      checkSame('the status', (await store.cancel('a'))?.status, 'cancelled')
    },
  },
  {
    title: 'a session that there is not cannot be cancelled',
    async run({ store }) {
      checkSame('cancel', await store.cancel('a'), undefined)
      checkSame('get', await store.get('a'), undefined)
    },
  },
]
