import { readSessionId } from '../../../durable/session-id.ts'
import { safely } from '../../../strategies/common/safely.ts'
import { shortDigest } from './short-digest.ts'

/** How the sessions of a store are named in a visualizer, and the store itself: the same after a restart. */
export interface StoredKeys {
  readonly source: string
  keyOf(id: string): string
  /** Undefined for a key that is not one of these. */
  idOf(key: string): string | undefined
}

/** @param store - its name */
export function createStoredKeys(store: string): StoredKeys {
  const digest = shortDigest(store)
  const prefix = `stored:${digest}:`
  return {
    source: `store:${digest}`,
    keyOf: (id) => prefix + id,
    idOf: (key) =>
      key.startsWith(prefix)
        ? safely<string | undefined>(() => readSessionId(key.slice(prefix.length)), undefined)
        : undefined,
  }
}
