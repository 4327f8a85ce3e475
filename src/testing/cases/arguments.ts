import type { SessionStore } from '../../durable/session-store.ts'
import { checkRefusal, checkSame } from '../check.ts'
import { methodsWithId } from '../every-method.ts'
import { ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const argumentCases: readonly StoreCase[] = [
  {
    title: 'an id that is no text, or none that can be kept, is refused by every method',
    async run({ store }) {
      for (const id of [undefined, null, 42, {}, [], Symbol('a'), '', 'x'.repeat(256), '\ud800', 'a\0b'])
        // They are against the type.
        for (const [name, call] of methodsWithId(store, id as string)) await checkRefusal(name, id, call())
      checkSame('the sessions', await store.list(), [])
    },
  },
  {
    title: 'a lease without an owner or a time is refused, and changes nothing',
    async run({ store }) {
      await store.insert(session('a'))
      const leases: unknown[] = [
        ...['', null, 42].map((owner) => ({ ...ME, owner })),
        ...[-1, NaN, '1s', null, undefined].map((leaseFor) => ({ ...ME, leaseFor })),
      ]
      for (const lease of leases) {
        // Likewise.
        await checkRefusal('insert', lease, store.insert(session('b'), lease as typeof ME))
        await checkRefusal('claim', lease, store.claim('a', lease as typeof ME))
        await checkRefusal('renew', lease, store.renew(lease as typeof ME))
      }
      checkSame('the sessions', await store.list(), [await read(store)])
    },
  },
  {
    title: 'a commit cannot give a lease that has no owner, or no time',
    async run({ store }) {
      await store.insert(session('a'))
      const commit = (fence: Parameters<SessionStore['commit']>[1], leaseFor: number) =>
        store.commit('a', fence, { leaseFor, event: 'attempt' })
      await checkRefusal('commit', 1000, commit({ rev: 1, owner: null }, 1000))
      await store.claim('a', ME)
      for (const leaseFor of [-1, NaN])
        await checkRefusal('commit', leaseFor, commit({ rev: 2, owner: 'me' }, leaseFor))
      checkSame('the rev', (await read(store)).rev, 2)
    },
  },
]
