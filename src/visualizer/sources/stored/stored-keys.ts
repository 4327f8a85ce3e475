import { readSessionId } from '../../../durable/session-id.ts'
import type { ToPlain } from '../../../inspect/plain/to-plain.ts'
import { safely } from '../../../strategies/common/safely.ts'
import { shortDigest } from './short-digest.ts'

/** How the sessions of a store are named in a visualizer, and the store itself: the same after a restart. */
export interface StoredKeys {
  readonly source: string
  /** An id as it is shown: as that of a live session, so that both are found to be one. */
  shownId(id: string): string
  keyOf(id: string): string
  /** Undefined for a key that is not one of these. */
  idOf(key: string): string | undefined
  /** The session is there no more. */
  forget(key: string): void
}

/**
 * @param store - its name
 * @param plain - hides what an id gives away: then a digest stands for it in the key
 */
export function createStoredKeys(store: string, plain: ToPlain): StoredKeys {
  const digest = shortDigest(store)
  const prefix = `stored:${digest}:`
  const hidden = new Map<string, string>()
  const shownId = (id: string) => String(plain(id, 'key'))

  return {
    source: `store:${digest}`,
    shownId,
    keyOf(id) {
      if (shownId(id) === id) return prefix + id
      const key = `hidden:${digest}:${shortDigest(id)}`
      hidden.set(key, id)
      return key
    },
    idOf: (key) =>
      key.startsWith(prefix)
        ? safely<string | undefined>(() => readSessionId(key.slice(prefix.length)), undefined)
        : hidden.get(key),
    forget: (key) => void hidden.delete(key),
  }
}
