import { checkSame } from '../check.ts'
import { ME, read, session, YOU } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const renewCases: readonly StoreCase[] = [
  {
    title: 'an owner renews every lease that it has and no other, and changes nothing else',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      await store.insert(session('b', { status: 'sleeping' }), { ...ME, leaseFor: 50 })
      await store.insert(session('c'), YOU)
      await store.insert(session('d'))
      const before = await store.list()
      clock.advance(500)
      checkSame('renew', await store.renew(ME), { held: 2, cancelRequested: [], wakeRequested: [] })
      const leaseUntil = clock.now() + 1000
      const after = before.map((record) => (record.owner === 'me' ? { ...record, leaseUntil } : record))
      checkSame('the sessions', await store.list(), after)
    },
  },
  {
    title: 'a lease that was renewed keeps others off until it runs out',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(900)
      await store.renew(ME)
      clock.advance(999)
      checkSame('claim', await store.claim('a', YOU), undefined)
      clock.advance(1)
      checkSame('the owner', (await store.claim('a', YOU))?.owner, 'you')
    },
  },
  {
    title: 'a renewed lease leaves the owner his rev',
    async run({ store }) {
      await store.insert(session('a'), ME)
      await store.renew(ME)
      const fence = { rev: 1, owner: 'me' }
      checkSame('commit', await store.commit('a', fence, { attempt: 1, event: 'attempt' }), true)
    },
  },
  {
    title: 'what was taken or released is no longer renewed',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      await store.insert(session('b'), ME)
      await store.commit('b', { rev: 1, owner: 'me' }, { leaseFor: null, event: 'released' })
      clock.advance(1000)
      const taken = await store.claim('a', YOU)
      clock.advance(1)
      checkSame('renew', await store.renew(ME), { held: 0, cancelRequested: [], wakeRequested: [] })
      checkSame('the session', await read(store), taken)
    },
  },
  {
    title: 'to renew tells an owner what others ask of its sessions, until that was answered',
    async run({ store }) {
      for (const id of ['a', 'b', 'c']) await store.insert(session(id, { status: 'sleeping' }), ME)
      await store.insert(session('d', { status: 'sleeping' }), YOU)
      for (const id of ['a', 'd']) await store.cancel(id)
      for (const id of ['b', 'd']) await store.wake(id)
      const asked = { held: 3, cancelRequested: ['a'], wakeRequested: ['b'] }
      checkSame('renew', await store.renew(ME), asked)
      checkSame('renew, once more', await store.renew(ME), asked)
      const { rev } = await read(store, 'b')
      await store.commit('b', { rev, owner: 'me' }, { wakeRequested: false, event: 'attempt' })
      checkSame('renew', await store.renew(ME), { ...asked, wakeRequested: [] })
    },
  },
  {
    title: 'an owner without sessions renews nothing',
    async run({ store }) {
      checkSame('renew', await store.renew(ME), { held: 0, cancelRequested: [], wakeRequested: [] })
    },
  },
]
