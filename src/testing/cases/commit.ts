import type { SessionChange } from '../../durable/session-store.ts'
import { checkSame } from '../check.ts'
import { ME, read, session, YOU } from '../sessions.ts'
import type { StoreCase } from '../store-case.ts'

const MINE = { rev: 1, owner: 'me' }

export const commitCases: readonly StoreCase[] = [
  {
    title: 'a commit changes what it names, adds 1 to rev and leaves the rest',
    async run({ store, clock }) {
      await store.insert(session('a', { input: '1', snapshot: '2', attempt: 1 }), ME)
      const before = await read(store)
      clock.advance(10)
      checkSame('commit', await store.commit('a', MINE, { attempt: 2, event: 'attempt' }), true)
      checkSame('the session', await read(store), { ...before, attempt: 2, rev: 2, updatedAt: clock.now() })
    },
  },
  {
    title: 'a commit can change everything that a change may name',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      const before = await read(store)
      const change = {
        machineVersion: '2',
        snapshotFormat: 3,
        status: 'sleeping',
        attempt: 4,
        attemptLimit: 9,
        round: 5,
        crashes: 6,
        dueAt: clock.now() + 7,
        deadlineAt: clock.now() + 8.5,
        input: '9',
        snapshot: '10',
        result: '11',
        error: '12',
        cancelRequested: true,
        wakeRequested: true,
      } satisfies Partial<SessionChange>
      await store.commit('a', MINE, { ...change, event: 'sleeping' })
      checkSame('the session', await read(store), { ...before, ...change, rev: 2 })
    },
  },
  {
    title: 'a commit can take away what may be absent',
    async run({ store, clock }) {
      const facts = {
        attemptLimit: 3,
        dueAt: clock.now(),
        deadlineAt: clock.now(),
        input: '1',
        snapshot: '2',
      }
      await store.insert(session('a', facts), ME)
      const before = await read(store)
      const none = { attemptLimit: null, dueAt: null, deadlineAt: null, input: null, snapshot: null }
      await store.commit('a', MINE, { ...none, event: 'attempt' })
      checkSame('the session', await read(store), { ...before, ...none, rev: 2 })
    },
  },
  {
    title: 'a commit with another rev or another owner changes nothing',
    async run({ store }) {
      await store.insert(session('a'), ME)
      const before = await read(store)
      const change = { attempt: 9, event: 'attempt' } as const
      for (const fence of [
        ...[0, 2].map((rev) => ({ ...MINE, rev })),
        ...['you', null, 'ME'].map((owner) => ({ ...MINE, owner })),
      ])
        checkSame(
          `commit by ${fence.owner} at rev ${fence.rev}`,
          await store.commit('a', fence, change),
          false,
        )
      checkSame('the session', await read(store), before)
      checkSame('the length of the history', (await store.history('a')).length, 1)
    },
  },
  {
    title: 'a commit to a session that there is not does nothing',
    async run({ store }) {
      checkSame('commit', await store.commit('a', MINE, { event: 'attempt' }), false)
      checkSame('get', await store.get('a'), undefined)
    },
  },
  {
    title: 'a session that nobody holds is changed by the owner null',
    async run({ store }) {
      await store.insert(session('a'))
      const change = { status: 'failed', error: '1', event: 'failed' } as const
      checkSame('commit', await store.commit('a', MINE, change), false)
      checkSame('commit', await store.commit('a', { rev: 1, owner: null }, change), true)
      checkSame('the status', (await read(store)).status, 'failed')
    },
  },
  {
    title: 'a session that has ended can begin a new round',
    async run({ store }) {
      await store.insert(session('a'))
      await store.commit('a', { rev: 1, owner: null }, { status: 'failed', error: '1', event: 'failed' })
      const again = { status: 'active', round: 2, error: null, event: 'retried' } as const
      checkSame('commit', await store.commit('a', { rev: 2, owner: null }, again), true)
      checkSame('the round of what is taken then', (await store.claim('a', ME))?.round, 2)
    },
  },
  {
    title: 'a commit extends the lease, releases it, or leaves it',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      const { leaseUntil } = await read(store)
      clock.advance(100)
      const leases = [
        [{}, { owner: 'me', leaseUntil }],
        [{ leaseFor: 5000 }, { owner: 'me', leaseUntil: clock.now() + 5000 }],
        [{ leaseFor: null }, { owner: null, leaseUntil: null }],
      ] as const
      for (const [index, [change, expected]] of leases.entries()) {
        await store.commit('a', { ...MINE, rev: index + 1 }, { ...change, event: 'attempt' })
        const { owner, leaseUntil: until } = await read(store)
        checkSame('the lease', { owner, leaseUntil: until }, expected)
      }
    },
  },
  {
    title: 'an owner whose lease has run out can commit until somebody else takes the session',
    async run({ store, clock }) {
      await store.insert(session('a'), ME)
      clock.advance(5000)
      checkSame('commit', await store.commit('a', MINE, { attempt: 1, event: 'attempt' }), true)
      const { rev } = (await store.claim('a', YOU)) ?? { rev: NaN }
      const late = { status: 'done', result: '1', event: 'done' } as const
      for (const known of [rev - 1, rev])
        checkSame('a late commit', await store.commit('a', { rev: known, owner: 'me' }, late), false)
      checkSame('the status', (await read(store)).status, 'active')
      checkSame("the new owner's commit", await store.commit('a', { rev, owner: 'you' }, late), true)
    },
  },
  {
    title: 'of several commits with one rev, one is done',
    async run({ store }) {
      await store.insert(session('a'), ME)
      const done = await Promise.all(
        Array.from({ length: 10 }, (_, attempt) => store.commit('a', MINE, { attempt, event: 'attempt' })),
      )
      checkSame('how many were', done.filter(Boolean).length, 1)
      checkSame('the attempt', (await read(store)).attempt, done.indexOf(true))
      checkSame('the rev', (await read(store)).rev, 2)
    },
  },
  {
    title: 'texts come back as they were, however long',
    async run({ store }) {
      await store.insert(session('a', { input: '' }), ME)
      checkSame('the empty input', (await read(store)).input, '')
      await store.commit('a', MINE, { ...TEXTS, event: 'done' })
      const found = await read(store)
      checkSame('the session', found, { ...found, ...TEXTS })
    },
  },
]

const TEXTS = {
  input: `"\\'%_;--/*?:$1\${}\t\r\n\u2028 \u0001\u007f"`,
  snapshot: `é e\u0301 支付 \u{1f469}\u200d\u{1f680} \u202e \ufeff \uffff \u{10ffff}`.repeat(50),
  result: JSON.stringify({ text: 'x'.repeat(2_000_000) }),
  error: '  spaces around  \n',
}
