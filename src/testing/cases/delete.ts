import { checkSame } from '../check.ts'
import { ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const deleteCases: readonly StoreCase[] = [
  {
    title: 'a session that nobody holds is removed with its history',
    async run({ store }) {
      await store.insert(session('a'))
      await store.insert(session('b'))
      checkSame('delete', await store.delete('a'), true)
      checkSame('get', await store.get('a'), undefined)
      checkSame('the history', await store.history('a'), [])
      checkSame(
        'the sessions that are left',
        (await store.list()).map(({ id }) => id),
        ['b'],
      )
      checkSame('the length of its history', (await store.history('b')).length, 1)
    },
  },
  {
    title: 'an id whose session was removed begins anew',
    async run({ store }) {
      await store.insert(session('a', { attempt: 5 }))
      await store.claim('a', ME)
      await store.commit('a', { rev: 2, owner: 'me' }, { leaseFor: null, event: 'released' })
      await store.delete('a')
      checkSame('insert', await store.insert(session('a')), true)
      const { rev, attempt } = await read(store)
      checkSame('the session', { rev, attempt }, { rev: 1, attempt: 0 })
      checkSame('the length of the history', (await store.history('a')).length, 1)
    },
  },
  {
    title: 'a session that is held cannot be removed, until its lease runs out',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(999)
      checkSame('delete', await store.delete('a'), false)
      await read(store)
      clock.advance(1)
      checkSame('delete', await store.delete('a'), true)
    },
  },
  {
    title: 'a session that there is not cannot be removed',
    async run({ store }) {
      checkSame('delete', await store.delete('a'), false)
    },
  },
]
