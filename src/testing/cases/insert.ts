import { check, checkSame } from '../check.ts'
import { ME, read, session } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

export const insertCases: readonly StoreCase[] = [
  {
    title: 'a session begins with what was given and nothing else',
    async run({ store, clock }) {
      checkSame('insert', await store.insert(session('a')), true)
      checkSame('the session', await read(store), {
        ...session('a'),
        attempt: 0,
        round: 1,
        crashes: 0,
        attemptLimit: null,
        dueAt: null,
        deadlineAt: null,
        rev: 1,
        owner: null,
        leaseUntil: null,
        cancelRequested: false,
        wakeRequested: false,
        input: null,
        snapshot: null,
        result: null,
        error: null,
        createdAt: clock.now(),
        updatedAt: clock.now(),
      })
    },
  },
  {
    title: 'a session begins with everything that can be given',
    async run({ store, clock }) {
      const given = session('a', {
        kind: 'charge',
        machineVersion: '2.0-β',
        snapshotFormat: 7,
        status: 'sleeping',
        attempt: 3,
        attemptLimit: 5,
        dueAt: clock.now() + 0.5,
        deadlineAt: clock.now() + 1e12,
        input: '{"amount":1}',
        snapshot: '{}',
      })
      await store.insert(given)
      const record = await read(store)
      checkSame('the session', { ...record, ...given }, record)
    },
  },
  {
    title: 'a session that begins with a lease is held from the start',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      const { owner, leaseUntil, rev } = await read(store)
      checkSame(
        'the lease',
        { owner, leaseUntil, rev },
        { owner: 'me', leaseUntil: clock.now() + 1000, rev: 1 },
      )
    },
  },
  {
    title: 'an id that is taken is refused, and its session stays as it is',
    async run({ store, clock }) {
      await store.insert(session('a'))
      const before = await read(store)
      clock.advance(1)
      checkSame('insert', await store.insert(session('a', { kind: 'other', input: '1' }), ME), false)
      checkSame('the session', await read(store), before)
      checkSame('the length of the history', (await store.history('a')).length, 1)
    },
  },
  {
    title: 'of several who insert the same id at once, one does',
    async run({ store }) {
      const inserted = await Promise.all(Array.from({ length: 10 }, () => store.insert(session('a'))))
      checkSame('how many did', inserted.filter(Boolean).length, 1)
    },
  },
  {
    title: 'an id that nobody inserted has no session',
    async run({ store }) {
      await store.insert(session('a'))
      checkSame('get', await store.get('b'), undefined)
    },
  },
  {
    title: 'ids that look alike are different sessions',
    async run({ store }) {
      for (const [index, id] of LOOKALIKES.entries()) {
        checkSame('insert', await store.insert(session(id, { attempt: index })), true)
      }
      for (const [index, id] of LOOKALIKES.entries()) {
        const { id: found, attempt } = await read(store, id)
        checkSame('the session', { id: found, attempt }, { id, attempt: index })
      }
    },
  },
  {
    title: 'what was read is a copy',
    async run({ store }) {
      const given = { ...session('a', { input: 'given' }) }
      await store.insert(given)
      given.input = 'changed'
      const first = await read(store)
      // A store may also freeze what it gives.
      Reflect.set(first, 'input', 'changed')
      const [listed] = await store.list()
      check(listed !== undefined, 'list finds no session, and one was inserted')
      Reflect.set(listed, 'input', 'changed')
      checkSame('the input', (await read(store)).input, 'given')
    },
  },
]

const LOOKALIKES = [
  ['a', 'A', ' a', 'a ', 'a\n', 'a%', 'a_', "a'", '"a"', 'a;', 'a\\', '0', '00', 'null', '__proto__'],
  // Composed, and of two characters; others have no case, or two.
  ['\u00e9', 'e\u0301', 'ß', 'ss', 'ı', 'i', 'İ', '\u{1f600}', '\uffff', '支付-42', '\u202ea'],
  ['x'.repeat(254), 'x'.repeat(255), '\u{1f600}'.repeat(127)],
].flat()
