import { checkSame } from '../check.ts'
import { ME, read, session, YOU } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const sharedCases: readonly StoreCase[] = [
  {
    title: 'what one store wrote, another one at the same place reads',
    isShared: true,
    async run({ store, openAgain }) {
      const other = await openAgain()
      await store.insert(session('a', { input: '1' }), ME)
      checkSame('the session', await other.get('a'), await read(store))
      await store.commit('a', { rev: 1, owner: 'me' }, { leaseFor: null, event: 'released' })
      await other.claim('a', YOU)
      checkSame('the session', await store.get('a'), await read(other))
      checkSame('the history', await store.history('a'), await other.history('a'))
      checkSame('the list', await store.list(), await other.list())
    },
  },
  {
    title: 'of several stores at the same place, one inserts an id, one takes a session and one commits',
    isShared: true,
    async run({ store, openAgain }) {
      const stores = [store, await openAgain(), await openAgain()]
      for (let round = 0; round < 20; round++) {
        const id = `session ${round}`
        const inserted = await Promise.all(stores.map((each) => each.insert(session(id))))
        checkSame('how many inserted', inserted.filter(Boolean).length, 1)
        const taken = await Promise.all(
          stores.map((each, index) => each.claim(id, { ...ME, owner: `owner ${index}` })),
        )
        checkSame('how many took it', taken.filter((record) => record !== undefined).length, 1)
        const { rev, owner } = await read(store, id)
        const committed = await Promise.all(
          stores.map((each) => each.commit(id, { rev, owner }, { attempt: 1, event: 'attempt' })),
        )
        checkSame('how many committed', committed.filter(Boolean).length, 1)
      }
    },
  },
  {
    title: 'a request reaches the owner at another store, and the lease keeps others off there',
    isShared: true,
    async run({ store, clock, openAgain }) {
      const other = await openAgain()
      await store.insert(session('a', { status: 'sleeping' }), ME)
      checkSame('claim', await other.claim('a', YOU), undefined)
      await other.wake('a', 'you')
      await other.cancel('a', 'you')
      checkSame('renew', await store.renew(ME), { held: 1, cancelRequested: ['a'], wakeRequested: ['a'] })
      clock.advance(1000)
      checkSame('the owner', (await other.claim('a', YOU))?.owner, 'you')
      const late = await store.commit('a', { rev: 1, owner: 'me' }, { status: 'done', event: 'done' })
      checkSame('a late commit', late, false)
    },
  },
  {
    title: 'a store that is closed leaves the others open, and what it wrote',
    isShared: true,
    async run({ store, openAgain }) {
      const other = await openAgain()
      await store.insert(session('a'))
      await store.close()
      await read(other)
      checkSame('insert', await other.insert(session('b')), true)
      await other.close()
      const third = await openAgain()
      checkSame(
        'the sessions',
        (await third.list()).map(({ id }) => id),
        ['a', 'b'],
      )
    },
  },
]
