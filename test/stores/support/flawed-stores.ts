import type { SessionChange, SessionEvent, SessionRecord, SessionStore } from 'holdfast/memory'

type Flaw = (store: SessionStore) => Partial<SessionStore>

/** What stores may do wrong, each by what is spoilt in one that is right. */
export const flaws: Readonly<Record<string, Flaw>> = {
  'has no name': () => ({ name: '' }),
  'goes by a clock of its own': () => ({ now: () => 0 }),

  'replaces a session whose id is taken': (store) => ({
    async insert(session, lease) {
      await store.delete(session.id)
      return store.insert(session, lease)
    },
  }),
  'says that every insert was done': (store) => ({
    insert: async (...args) => (await store.insert(...args)) || true,
  }),
  'looks first, and inserts then': (store) => ({
    async insert(session, lease) {
      const isTaken = (await store.get(session.id)) !== undefined
      if (!isTaken) await store.insert(session, lease)
      return !isTaken
    },
  }),
  'takes no lease with an insert': (store) => ({ insert: (session) => store.insert(session) }),
  'folds case': (store) => ({
    insert: async (session, lease) => store.insert({ ...session, id: fold(session.id) }, lease),
    get: async (id) => store.get(fold(id)),
  }),
  'trims ids': (store) => ({
    insert: async (session, lease) => store.insert({ ...session, id: trim(session.id) }, lease),
    get: async (id) => store.get(trim(id)),
  }),
  'takes any id': (store) => ({
    get: async (id) => store.get(typeof id === 'string' && id.length < 9 ? id || 'none' : 'none'),
  }),
  'throws, where it should reject': (store) => ({
    get(id) {
      if (typeof id !== 'string') throw new TypeError('no string')
      return store.get(id)
    },
  }),
  'gives the same object twice': (store) => {
    const given = new Map<string, SessionRecord>()
    return {
      async get(id) {
        const record = await store.get(id)
        if (record === undefined || given.has(id)) return given.get(id)
        given.set(id, { ...record })
        return given.get(id)
      },
    }
  },

  'cuts long texts': (store) =>
    reading(store, (record) => ({ result: record.result && record.result.slice(0, 1_000_000) })),
  'takes the empty text for none': (store) => reading(store, (record) => ({ input: record.input || null })),
  'rounds times': (store) => reading(store, ({ dueAt }) => ({ dueAt: dueAt && Math.floor(dueAt) })),
  'counts no crashes': (store) => reading(store, () => ({ crashes: 0 })),
  'forgets when a session was changed': (store) =>
    reading(store, ({ createdAt }) => ({ updatedAt: createdAt })),

  'takes a session from its owner': (store) => ({
    claim: async (id, lease) =>
      store.claim(id, { ...lease, gone: lease.gone ?? (await store.get(id))?.owner ?? '' }),
  }),
  'never takes a session whose owner is gone': (store) => ({
    claim: (id, { owner, leaseFor }) => store.claim(id, { owner, leaseFor }),
  }),
  'takes a session that has failed': (store) => ({
    async claim(id, lease) {
      const record = await store.get(id)
      return record?.status === 'failed' ? record : store.claim(id, lease)
    },
  }),
  'does not say what it took': (store) => ({
    claim: async (id, lease) => void (await store.claim(id, lease)),
  }),

  'commits whatever the rev': (store) => ({
    async commit(id, fence, change, by) {
      const { rev = 0 } = (await store.get(id)) ?? {}
      return store.commit(id, { ...fence, rev }, change, by)
    },
  }),
  'commits whoever the owner is': (store) => ({
    async commit(id, fence, change, by) {
      const { owner = null } = (await store.get(id)) ?? {}
      return store.commit(id, { ...fence, owner }, change, by ?? fence.owner ?? undefined)
    },
  }),
  'says that every commit was done': (store) => ({
    commit: async (...args) => (await store.commit(...args)) || true,
  }),
  'clears nothing': (store) =>
    committing(
      store,
      (change) =>
        // Every member is optional but for the event, which is never null.
        Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as SessionChange,
    ),
  'never releases a lease': (store) =>
    committing(store, ({ leaseFor, ...change }) =>
      leaseFor === undefined || leaseFor === null ? change : { ...change, leaseFor },
    ),
  'renews the lease with every commit': (store) =>
    committing(store, (change) => ({ leaseFor: 1000, ...change })),
  'forgets the round': (store) => committing(store, (change) => omit(change, 'round')),
  'commits nothing once the lease has run out': (store) => ({
    async commit(id, fence, change, by) {
      const { leaseUntil = null } = (await store.get(id)) ?? {}
      return (leaseUntil ?? Infinity) > store.now() && store.commit(id, fence, change, by)
    },
  }),

  'renews the leases of others': (store) => ({
    async renew(lease) {
      for (const { owner } of await store.list())
        if (owner !== null && owner !== lease.owner) await store.renew({ ...lease, owner })
      return store.renew(lease)
    },
  }),
  'renews no lease': () => ({
    renew: async () => ({ held: 0, cancelRequested: [], wakeRequested: [] }),
  }),
  'does not pass requests on': (store) => ({
    renew: async (lease) => ({ ...(await store.renew(lease)), cancelRequested: [], wakeRequested: [] }),
  }),
  'passes requests on to everybody': (store) => ({
    async renew(lease) {
      const asked = (await store.list()).filter(({ cancelRequested }) => cancelRequested)
      return { ...(await store.renew(lease)), cancelRequested: asked.map(({ id }) => id) }
    },
  }),

  'cancels a session under its owner': (store) => ({
    async cancel(id, by) {
      await store.claim(id, { owner: 'it', leaseFor: 0, gone: (await store.get(id))?.owner ?? '' })
      return store.cancel(id, by)
    },
  }),
  'cancels nothing by itself': (store) => ({ cancel: (id) => store.get(id) }),
  'wakes nothing by itself': (store) => ({ wake: (id) => store.get(id) }),
  'says nothing of what it cancelled': (store) => ({ cancel: async (id) => void (await store.cancel(id)) }),
  'does not name who cancelled': (store) => ({ cancel: (id) => store.cancel(id) }),
  'does not name who woke': (store) => ({ wake: (id) => store.wake(id) }),

  'lists the last first': (store) => ({
    list: async (query) => (await store.list(query)).toReversed(),
  }),
  'lists without texts': (store) => ({
    list: async (query) => (await store.list(query)).map((record) => ({ ...record, input: null })),
  }),
  'lists everything': (store) => ({ list: (query) => store.list({ limit: 9999, ...query }) }),
  'lists all kinds': (store) => ({
    list: (query = {}) => store.list(omit(query, 'kind')),
  }),
  'lists all that sleep as due': (store) => ({
    list: ({ dueBefore, ...query } = {}) =>
      store.list(dueBefore === undefined ? query : { ...query, dueBefore: dueBefore + 60_000 }),
  }),
  'lists what is due too late': (store) => ({
    list: ({ dueBefore, ...query } = {}) =>
      store.list(dueBefore === undefined ? query : { ...query, dueBefore: dueBefore - 1 }),
  }),
  'lists what has not changed since': (store) => ({
    list: (query = {}) => store.list(omit(query, 'changedSince')),
  }),
  'lists no change of that very moment': (store) => ({
    list: ({ changedSince, ...query } = {}) =>
      store.list(changedSince === undefined ? query : { ...query, changedSince: changedSince + 1 }),
  }),
  'lists what was changed in the order of time': (store) => ({
    async list(query) {
      const records = await store.list(query)
      return query?.changedSince === undefined
        ? records
        : records.toSorted((a, b) => a.updatedAt - b.updatedAt || (a.id < b.id ? -1 : 1))
    },
  }),
  'takes a renewed lease for a change': (store) => {
    const renewed = new Set<string>()
    return {
      async renew(lease) {
        for (const { id, owner } of await store.list()) if (owner === lease.owner) renewed.add(id)
        return store.renew(lease)
      },
      async list(query) {
        if (query?.changedSince === undefined) return store.list(query)
        const { changedSince, ...rest } = query
        const found = await store.list(rest)
        return found.filter(({ id, updatedAt }) => updatedAt >= changedSince || renewed.has(id))
      },
    }
  },
  'begins every page at the front': (store) => ({
    list: (query = {}) => store.list(omit(query, 'after')),
  }),
  'knows no query that is wrong': (store) => ({
    list: (query) => store.list(query).catch(() => []),
  }),

  'leaves requests out of the history': (store) =>
    telling(store, (events) => events.filter(({ type }) => !type.endsWith('Requested'))),
  'tells the history backwards': (store) => telling(store, (events) => events.toReversed()),
  'tells no notes': (store) => telling(store, (events) => events.map((event) => ({ ...event, note: null }))),
  'writes down what it refused': (store) => {
    const refused: SessionEvent[] = []
    return {
      async claim(id, lease) {
        const claimed = await store.claim(id, lease)
        const [last] = (await store.history(id)).slice(-1)
        if (claimed === undefined && last !== undefined) refused.push(last)
        return claimed
      },
      history: async (id) => [...(await store.history(id)), ...refused],
    }
  },
  'keeps the history of what it removed': (store) => {
    const kept = new Map<string, readonly SessionEvent[]>()
    return {
      async delete(id) {
        kept.set(id, await store.history(id))
        return store.delete(id)
      },
      history: async (id) => [...(kept.get(id) ?? []), ...(await store.history(id))],
    }
  },

  'removes what is held': (store) => ({
    async delete(id) {
      await store.claim(id, { owner: 'it', leaseFor: 0, gone: (await store.get(id))?.owner ?? '' })
      return store.delete(id)
    },
  }),
  'removes nothing': () => ({ delete: async () => true }),
  'prunes nothing': () => ({ prune: async () => 0 }),
  'prunes all that has ended': (store) => ({
    async prune() {
      const ended = await store.list({ status: ['done', 'failed', 'cancelled'], limit: 9999 })
      for (const { id } of ended) await store.delete(id)
      return ended.length
    },
  }),
  'does not count what it prunes': (store) => ({ prune: async () => Math.min(await store.prune(), 0) }),

  'stays open': () => ({ close: async () => {} }),
  'cannot be closed twice': (store) => ({
    async close() {
      await store.get('a')
      await store.close()
    },
  }),
}

function reading(store: SessionStore, change: (record: SessionRecord) => Partial<SessionRecord>) {
  const read = (record: SessionRecord | undefined) => record && { ...record, ...change(record) }
  return {
    get: async (id: string) => read(await store.get(id)),
    claim: async (...args: Parameters<SessionStore['claim']>) => read(await store.claim(...args)),
  }
}

const committing = (store: SessionStore, spoil: (change: SessionChange) => SessionChange) => ({
  commit: async (...[id, fence, change, by]: Parameters<SessionStore['commit']>) =>
    store.commit(id, fence, spoil(change), by),
})

const telling = (
  store: SessionStore,
  spoil: (events: readonly SessionEvent[]) => readonly SessionEvent[],
) => ({
  history: async (id: string) => spoil(await store.history(id)),
})

const fold = (id: string) => (typeof id === 'string' ? id.toLowerCase() : id)

const trim = (id: string) => (typeof id === 'string' ? id.trim() : id)

function omit<T extends object, Key extends keyof T>(object: T, key: Key): Omit<T, Key> {
  const { [key]: _omitted, ...rest } = object
  return rest
}
