import { setTimeout as delay } from 'node:timers/promises'
import type { SessionStore } from 'holdfast'

/** What can be wrong with a store; each breaks one of its promises. */
export type Flaw =
  | keyof typeof FLAWS
  /** It does not wait for the disk. */
  | 'unsynced'

/** Breaks a store, to see that this is found. */
export const flawed = (store: SessionStore, flaw: Flaw | undefined): SessionStore =>
  flaw === undefined || flaw === 'unsynced' ? store : { ...store, ...FLAWS[flaw](store) }

const FLAWS = {
  /** Whoever writes may, and hears of nobody else. */
  fenceless: (store) => ({
    renew: async () => ({ held: Infinity, cancelRequested: [], wakeRequested: [] }),
    async commit(id, fence, change, by) {
      const record = await store.get(id)
      return store.commit(id, record ?? fence, change, by)
    },
  }),
  /** Whoever wants a session is told that nobody holds it, and gets it, once. */
  greedy: (store) => {
    let isSated = false
    return {
      async get(id) {
        const record = await store.get(id)
        return record && (isSated ? record : { ...record, owner: null, leaseUntil: null })
      },
      async claim(id, lease) {
        const { owner = null } = isSated ? {} : ((await store.get(id)) ?? {})
        isSated = true
        return store.claim(id, owner === null ? lease : { ...lease, gone: owner })
      },
    }
  },
  /** An attempt begins before the file says so. */
  late: (store) => {
    let begun: Promise<unknown> = Promise.resolve()
    return {
      async commit(id, fence, change, by) {
        await begun
        if (change.event !== 'attempt') return store.commit(id, fence, change, by)
        begun = delay(LATE).then(() => store.commit(id, fence, change, by))
        return true
      },
    }
  },
  /** An end is acknowledged before the file has it. */
  hasty: (store) => ({
    async commit(id, fence, change, by) {
      if (change.event !== 'done') return store.commit(id, fence, change, by)
      void delay(LATE).then(() => store.commit(id, fence, change, by))
      return true
    },
  }),
} satisfies Record<string, (store: SessionStore) => Partial<SessionStore>>

const LATE = 50
