import fc from 'fast-check'
import type { SessionStatus, SessionStore } from 'holdfast/memory'

import { session } from './sessions.ts'

/** Something that is asked of a store; of two that hold the same, it must give the same. */
export type Call = (store: SessionStore) => Promise<unknown>

/** How a call is made from arguments that chance gives. */
function calls<Args extends unknown[]>(
  name: string,
  args: fc.Arbitrary<Args>,
  call: (store: SessionStore, ...args: Args) => Promise<unknown>,
): fc.Arbitrary<Call> {
  return args.map((given) =>
    Object.assign((store: SessionStore) => call(store, ...given), {
      [fc.toStringMethod]: () => `${name}(${given.map((arg) => fc.stringify(arg)).join(', ')})`,
    }),
  )
}

const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null })
const orAbsent = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined })

const id = fc.constantFrom('a', 'aa', 'b', 'B', 'é', '\uffff', '\u{1f600}')
const owner = fc.constantFrom('me', 'you')
const lease = fc.record({ owner, leaseFor: fc.constantFrom(0, 5, 10) })
const by = orAbsent(fc.constantFrom('her', 'him'))
const time = orNull(fc.constantFrom(0, 3, 2 ** 41, 2 ** 41 + 0.5))
const text = orNull(fc.string({ unit: 'grapheme-composite' }).filter((some) => !some.includes('\0')))
const kind = fc.constantFrom('retry', 'charge')
const statuses = [
  'active',
  'sleeping',
  'done',
  'failed',
  'cancelled',
  'quarantined',
] satisfies SessionStatus[]
const status = fc.constantFrom(...statuses)

const facts = {
  dueAt: time,
  deadlineAt: time,
  input: text,
  snapshot: text,
  attempt: fc.nat(5),
  attemptLimit: orNull(fc.nat(9)),
}

const begun = fc.record(
  { ...facts, kind, status: fc.constantFrom('active', 'sleeping') },
  { requiredKeys: [] },
)

const change = fc.record(
  {
    ...facts,
    status,
    machineVersion: fc.constantFrom('1', '2'),
    snapshotFormat: fc.nat(2),
    round: fc.nat(3),
    crashes: fc.nat(3),
    result: text,
    error: text,
    cancelRequested: fc.boolean(),
    wakeRequested: fc.boolean(),
    note: fc.constantFrom('', 'a note'),
    event: fc.constantFrom('attempt', 'sleeping', 'retried'),
  },
  { requiredKeys: ['event'] },
)

/** When the clock of a run begins. */
const BEGUN = Date.UTC(2026, 0, 1)

const filter = {
  status: fc.oneof(status, fc.uniqueArray(status)),
  kind,
  limit: fc.integer({ min: 1, max: 4 }),
}

const query = fc.oneof(
  fc.record({ ...filter, after: id, changedSince: fc.constantFrom(0, BEGUN + 30) }, { requiredKeys: [] }),
  fc.record({ ...filter, dueBefore: fc.constantFrom(0, 3, 2 ** 42) }, { requiredKeys: ['dueBefore'] }),
)

/** Mostly with the rev and the owner that the session has. */
const commits = calls(
  'commit',
  fc.tuple(id, fc.constantFrom(0, 0, 0, 1), fc.constantFrom(undefined, 5, null), change, by),
  async (store, key, staleness, leaseFor, changed, whom) => {
    const { rev = 1, owner: held = null } = (await store.get(key)) ?? {}
    const leased = leaseFor === undefined || held === null ? changed : { ...changed, leaseFor }
    return store.commit(key, { rev: rev - staleness, owner: held }, leased, whom)
  },
)

export const randomCall: fc.Arbitrary<Call> = fc.oneof(
  calls('insert', fc.tuple(id, begun, orAbsent(lease)), (store, key, given, held) =>
    store.insert(session(key, given), held),
  ),
  calls('claim', fc.tuple(id, lease, orAbsent(owner)), (store, key, held, gone) =>
    store.claim(key, gone === undefined ? held : { ...held, gone }),
  ),
  commits,
  commits,
  calls('renew', fc.tuple(lease), async (store, held) => {
    const { held: count, cancelRequested, wakeRequested } = await store.renew(held)
    // In no order.
    return [count, cancelRequested.toSorted(), wakeRequested.toSorted()]
  }),
  calls('cancel', fc.tuple(id, by), (store, key, whom) => store.cancel(key, whom)),
  calls('wake', fc.tuple(id, by), (store, key, whom) => store.wake(key, whom)),
  calls('list', fc.tuple(query), (store, wanted) => store.list(wanted)),
  calls('history', fc.tuple(id), (store, key) => store.history(key)),
  calls('delete', fc.tuple(id), (store, key) => store.delete(key)),
  calls('prune', fc.tuple(), (store) => store.prune()),
)
