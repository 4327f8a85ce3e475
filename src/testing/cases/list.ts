import type { SessionQuery, SessionStatus, SessionStore } from '../../durable/session-store.ts'
import { check, checkRefusal, checkSame } from '../check.ts'
import { end, ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const listCases: readonly StoreCase[] = [
  {
    title: 'a store that is empty lists nothing',
    async run({ store }) {
      checkSame('list', await store.list(), [])
    },
  },
  {
    title: 'sessions are listed in the order of their ids, whole',
    async run({ store, clock }) {
      for (const id of ['b', 'a', 'c10', 'c2', 'B']) {
        await store.insert(session(id, { input: id }), ME)
        clock.advance(1)
      }
      const ids = ['B', 'a', 'b', 'c10', 'c2']
      checkSame('list', await store.list(), await Promise.all(ids.map((id) => read(store, id))))
    },
  },
  {
    title: 'a list has 100 sessions, or as many as it is asked for',
    async run({ store }) {
      for (let index = 0; index < 105; index++) await store.insert(session(`s${index}`))
      checkSame('the length', (await store.list()).length, 100)
      checkSame('the length', (await store.list({ limit: 7 })).length, 7)
      checkSame('the length', (await store.list({ limit: 1000 })).length, 105)
    },
  },
  {
    title: 'pages go on after an id, which need not be there any more, and have each session once',
    async run({ store }) {
      const inserted = Array.from({ length: 25 }, (_, index) => `${index % 3 ? 'é' : '\u{1f600}'}${index}`)
      for (const id of inserted) await store.insert(session(id))
      const paged: string[] = []
      let page = await idsOf(store, { limit: 4 })
      for (let after = page.at(-1); after !== undefined; after = page.at(-1)) {
        check(page.length <= 4, `a page has ${page.length} sessions, and at most 4 were asked for`)
        paged.push(...page)
        await store.delete(after)
        page = await idsOf(store, { limit: 4, after })
      }
      checkSame('the ids', paged.toSorted(), inserted.toSorted())
    },
  },
  {
    title: 'sessions are listed by status and by kind',
    async run({ store }) {
      for (const status of ['done', 'failed', 'cancelled', 'quarantined'] as const) {
        await store.insert(session(status))
        await end(store, status, status)
      }
      await store.insert(session('active', { kind: 'charge' }))
      await store.insert(session('sleeping', { kind: 'charge', status: 'sleeping' }))
      const lists: readonly (readonly [SessionQuery, readonly string[]])[] = [
        ...ALL.map((status) => [{ status }, [status]] as const),
        [{ status: ALL }, ALL],
        [{ status: ['sleeping', 'failed'] }, ['failed', 'sleeping']],
        [{ status: [] }, []],
        [{ kind: 'charge' }, ['active', 'sleeping']],
        [{ kind: 'charge', status: ['active', 'done'] }, ['active']],
        [{ kind: 'none' }, []],
        [{ status: ['active', 'done', 'failed'], after: 'active', limit: 1 }, ['done']],
      ]
      for (const [query, ids] of lists) checkSame(JSON.stringify(query), await idsOf(store, query), ids)
    },
  },
  {
    title: 'sessions that are due are those that sleep and should not, first those that were due first',
    async run({ store, clock }) {
      const now = clock.now()
      const dueTimes = { e: now + 1, d: now, c: now - 1, b: now - 5, a: now - 1, never: null }
      for (const [id, dueAt] of Object.entries(dueTimes))
        await store.insert(session(id, { status: 'sleeping', dueAt }))
      await store.insert(session('active', { dueAt: now - 9 }))
      await store.insert(session('other', { status: 'sleeping', dueAt: now - 9, kind: 'charge' }))
      await store.insert(session('woken', { status: 'sleeping', dueAt: now - 9 }))
      await end(store, 'done', 'woken')
      const due = ['other', 'b', 'a', 'c', 'd']
      checkSame('due by now', await idsOf(store, { dueBefore: now }), due)
      checkSame('the first', await idsOf(store, { dueBefore: now, limit: 2 }), due.slice(0, 2))
      checkSame('of a kind', await idsOf(store, { dueBefore: now, kind: 'charge' }), ['other'])
      checkSame('later', await idsOf(store, { dueBefore: now + 1 }), [...due, 'e'])
      checkSame('active ones', await idsOf(store, { dueBefore: now, status: 'active' }), [])
      checkSame('before all', await idsOf(store, { dueBefore: 0 }), [])
    },
  },
  {
    title: 'what changed since then is whose record was changed then or later, in the order of ids',
    async run({ store, clock }) {
      const began = clock.now()
      for (const id of ['c', 'b', 'a', 'asleep']) await store.insert(session(id, { status: 'sleeping' }))
      await store.claim('asleep', ME)
      clock.advance(10)
      const then = clock.now()
      await end(store, 'failed', 'c')
      await store.insert(session('a new one', { kind: 'charge' }))
      clock.advance(10)
      await store.wake('asleep')
      const changed = ['a new one', 'asleep', 'c']
      checkSame('since then', await idsOf(store, { changedSince: then }), changed)
      checkSame('whole', await store.list({ changedSince: then, limit: 1 }), [await read(store, 'a new one')])
      const next = { changedSince: then, after: 'a new one', limit: 1 }
      checkSame('after an id', await idsOf(store, next), ['asleep'])
      checkSame('of a status', await idsOf(store, { changedSince: then, status: 'failed' }), ['c'])
      checkSame('of statuses', await idsOf(store, { changedSince: then, status: ALL }), changed)
      checkSame('of a kind', await idsOf(store, { changedSince: then, kind: 'charge' }), ['a new one'])
      checkSame('active ones', await idsOf(store, { changedSince: then, status: 'active' }), ['a new one'])
      checkSame('due ones', await idsOf(store, { changedSince: then, dueBefore: 9e15 }), [])
      checkSame('a moment later', await idsOf(store, { changedSince: then + 1 }), ['asleep'])
      checkSame('since they began', (await idsOf(store, { changedSince: began })).length, 5)
      checkSame('since just now', await idsOf(store, { changedSince: clock.now() + 1 }), [])
    },
  },
  {
    title: 'a lease that is renewed is no change of the session',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(10)
      await store.renew(ME)
      checkSame('since it was renewed', await idsOf(store, { changedSince: clock.now() }), [])
    },
  },
  {
    title: 'a query that cannot be meant is refused',
    async run({ store }) {
      for (const query of UNMEANT)
        // They are against the type.
        await checkRefusal('list', query, store.list(query as SessionQuery))
    },
  },
]

const UNMEANT = [
  [{ limit: 0 }, { limit: 1.5 }, { limit: '1' }, { limit: Infinity }, { status: 'dead' }, { kind: '' }],
  [{ dueBefore: NaN }, { changedSince: NaN }, { dueBefore: 1, after: 'a' }, { after: '' }],
  [{ state: 'done' }, null],
].flat()

const ALL: readonly SessionStatus[] = ['active', 'cancelled', 'done', 'failed', 'quarantined', 'sleeping']

const idsOf = async (store: SessionStore, query: SessionQuery) =>
  (await store.list(query)).map(({ id }) => id)
