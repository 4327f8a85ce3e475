import type { SessionStatus } from '../../durable/session-store.ts'
import { checkSame } from '../check.ts'
import { end, ME, read, session, YOU } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const claimCases: readonly StoreCase[] = [
  ...(['active', 'sleeping'] as const).map((status: SessionStatus): StoreCase => ({
    title: `a session that is ${status} and that nobody holds can be taken`,
    async run({ store, clock }) {
      await store.insert(session('a', { status, input: '1', snapshot: '2', dueAt: 3 }))
      const before = await read(store)
      clock.advance(10)
      const claimed = await store.claim('a', ME)
      const lease = { owner: 'me', leaseUntil: clock.now() + 1000 }
      checkSame('the session', claimed, { ...before, ...lease, rev: 2, updatedAt: clock.now() })
      checkSame('the session, read again', await read(store), claimed)
    },
  })),
  {
    title: 'a session that is held cannot be taken, by its owner neither',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      const before = await read(store)
      clock.advance(999)
      checkSame('claim', await store.claim('a', YOU), undefined)
      checkSame('claim by the owner', await store.claim('a', ME), undefined)
      checkSame('the session', await read(store), before)
    },
  },
  {
    title: 'a session can be taken from the instant at which its lease runs out, which counts as a crash',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(1000)
      const claimed = await store.claim('a', YOU)
      checkSame('the owner', claimed?.owner, 'you')
      checkSame('the crashes', claimed?.crashes, 1)
    },
  },
  {
    title: 'an owner whose lease has run out can take the session again',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(1000)
      const claimed = await store.claim('a', ME)
      checkSame('the lease', claimed?.leaseUntil, clock.now() + 1000)
      checkSame('the crashes', claimed?.crashes, 1)
    },
  },
  {
    title: 'to release a session is no crash',
    async run({ store }) {
      await store.insert(session('a'), ME)
      await store.commit('a', { rev: 1, owner: 'me' }, { leaseFor: null, event: 'released' })
      const claimed = await store.claim('a', YOU)
      checkSame('the session', { rev: claimed?.rev, crashes: claimed?.crashes }, { rev: 3, crashes: 0 })
    },
  },
  {
    title: 'a session that sleeps is not what its owner died of, while its sleep is not over',
    async run({ store, clock }) {
      await store.insert(session('a', { status: 'sleeping', dueAt: clock.now() + 2000 }), ME)
      clock.advance(1000)
      checkSame('the crashes', (await store.claim('a', YOU))?.crashes, 0)
      clock.advance(1000)
      const claimed = await store.claim('a', ME)
      checkSame('the crashes of one that was held until it was due', claimed?.crashes, 1)
    },
  },
  {
    title: 'nor when it was due only after the lease',
    async run({ store, clock }) {
      await store.insert(session('a', { status: 'sleeping', dueAt: clock.now() + 2000 }), ME)
      clock.advance(5000)
      checkSame('the crashes', (await store.claim('a', YOU))?.crashes, 0)
    },
  },
  {
    title: 'crashes add up',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      for (const crashes of [1, 2, 3]) {
        clock.advance(1000)
        checkSame('the crashes', (await store.claim('a', YOU))?.crashes, crashes)
      }
    },
  },
  {
    title:
      'a session can be taken within its lease when its owner is known to be gone, which counts as a crash',
    async run({ store }) {
      await store.insert(session('a'), ME)
      checkSame(
        'claim while somebody else is gone',
        await store.claim('a', { ...YOU, gone: 'her' }),
        undefined,
      )
      const claimed = await store.claim('a', { ...YOU, gone: 'me' })
      checkSame('the owner', claimed?.owner, 'you')
      checkSame('the crashes', claimed?.crashes, 1)
    },
  },
  ...(['done', 'failed', 'cancelled', 'quarantined'] as const).map((status): StoreCase => ({
    title: `a session that is ${status} cannot be taken`,
    async run({ store }) {
      await store.insert(session('a'))
      await end(store, status)
      const before = await read(store)
      checkSame('claim', await store.claim('a', ME), undefined)
      checkSame('the session', await read(store), before)
    },
  })),
  {
    title: 'a session that there is not cannot be taken',
    async run({ store }) {
      checkSame('claim', await store.claim('a', ME), undefined)
      checkSame('get', await store.get('a'), undefined)
    },
  },
  {
    title: 'of several who take a session at once, one does',
    async run({ store }) {
      await store.insert(session('a'))
      const claimed = await Promise.all(
        Array.from({ length: 10 }, (_, index) => store.claim('a', { ...ME, owner: `owner ${index}` })),
      )
      const winners = claimed.filter((record) => record !== undefined)
      checkSame('how many did', winners.length, 1)
      checkSame('the session', await read(store), winners[0])
    },
  },
]
