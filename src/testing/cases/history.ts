import { checkSame } from '../check.ts'
import { ME, session, YOU } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const historyCases: readonly StoreCase[] = [
  {
    title: 'the history has a line for every commit and every request, oldest first',
    async run({ store, clock }) {
      const start = clock.now()
      await store.insert(session('a', { attempt: 1 }), ME)
      clock.advance(1)
      await store.commit(
        'a',
        { rev: 1, owner: 'me' },
        { status: 'sleeping', event: 'sleeping', note: 'for 5 s' },
      )
      clock.advance(1)
      await store.wake('a', 'her')
      clock.advance(1)
      await store.cancel('a')
      clock.advance(1000)
      await store.claim('a', YOU)
      await store.renew(YOU)
      clock.advance(1)
      await store.commit(
        'a',
        { rev: 3, owner: 'you' },
        { leaseFor: null, event: 'attempt', cancelRequested: false },
        'the administrator',
      )
      await store.wake('a')
      await store.cancel('a', 'him')
      const sleeping = { id: 'a', status: 'sleeping', attempt: 1, note: null }
      checkSame('the history', await store.history('a'), [
        { ...sleeping, status: 'active', rev: 1, type: 'created', at: start, by: 'me' },
        { ...sleeping, rev: 2, type: 'sleeping', at: start + 1, by: 'me', note: 'for 5 s' },
        { ...sleeping, rev: 2, type: 'wakeRequested', at: start + 2, by: 'her' },
        { ...sleeping, rev: 2, type: 'cancelRequested', at: start + 3, by: null },
        { ...sleeping, rev: 3, type: 'claimed', at: start + 1003, by: 'you' },
        { ...sleeping, rev: 4, type: 'attempt', at: start + 1004, by: 'the administrator' },
        { ...sleeping, rev: 5, type: 'wakeRequested', at: start + 1004, by: null },
        { ...sleeping, status: 'cancelled', rev: 6, type: 'cancelled', at: start + 1004, by: 'him' },
      ])
    },
  },
  {
    title: 'what was refused is not in the history',
    async run({ store }) {
      await store.insert(session('a'), ME)
      await store.insert(session('a'), YOU)
      await store.claim('a', YOU)
      await store.commit('a', { rev: 9, owner: 'me' }, { event: 'done' })
      await store.delete('a')
      checkSame(
        'the history',
        (await store.history('a')).map(({ type }) => type),
        ['created'],
      )
    },
  },
  {
    title: 'each session has a history of its own',
    async run({ store }) {
      await store.insert(session('a'))
      await store.insert(session('b'))
      await store.cancel('a')
      checkSame(
        'the history',
        (await store.history('b')).map(({ id, type }) => [id, type]),
        [['b', 'created']],
      )
      checkSame('the history of none', await store.history('c'), [])
    },
  },
]
