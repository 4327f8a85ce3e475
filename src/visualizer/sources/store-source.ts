import { basename } from 'node:path'

import type { SessionStore } from '../../durable/session-store.ts'
import { createToPlain } from '../../inspect/plain/to-plain.ts'
import type { Sanitize } from '../../inspect/plain/to-plain.ts'
import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import type { SourceInfo } from '../protocol.ts'
import type { SessionSource, SourceListener } from './session-source.ts'
import { commandSession } from './stored/command-session.ts'
import { createHolders } from './stored/holders.ts'
import { startPoll } from './stored/poll.ts'
import type { Poll } from './stored/poll.ts'
import { createSessionBook } from './stored/session-book.ts'
import { snapshotCopy } from './stored/snapshot-copy.ts'
import { followStoreFile } from './stored/store-file.ts'
import { createStoreReader } from './stored/store-reader.ts'
import { createStoredDefinitions } from './stored/stored-definitions.ts'
import { storedFacts } from './stored/stored-facts.ts'
import type { FoundSession } from './stored/stored-facts.ts'
import { createStoredKeys } from './stored/stored-keys.ts'

export interface StoreSourceOptions {
  /** Hides what must not be shown. */
  readonly sanitize: Sanitize
  /** Whose timers say when to look again. @default systemClock */
  readonly clock?: Clock
  /** Milliseconds between two looks into the store. @default 500 */
  readonly interval?: number
}

/** The sessions of a store. It is looked into again and again, and never closed here. */
export function createStoreSource(
  store: SessionStore,
  { sanitize, clock = systemClock, interval = 500 }: StoreSourceOptions,
): SessionSource {
  const plain = createToPlain(sanitize)
  const keys = createStoredKeys(store.name, plain)
  const definitionOf = createStoredDefinitions()
  const now = () => store.now()
  const holders = createHolders(now)
  const polls = new Set<Poll>()
  /** What tells the facts of a session that somebody looks at. */
  const watches = new Set<Watch>()
  let listener: SourceListener | undefined
  let problem: string | undefined

  const book = createSessionBook({
    placeOf: (id) => ({ key: keys.keyOf(id), source: keys.source, id: keys.shownId(id) }),
    holders,
    now,
    plain,
    tell: (row) => listener?.row(row),
    tellRemoved(key) {
      keys.forget(key)
      listener?.removed(key)
    },
  })
  const reader = createStoreReader(store, book, holders)
  const fileProblem = followStoreFile(store.name)

  const info = (): SourceInfo => {
    const remark = problem ?? (reader.isListed ? undefined : READING)
    return {
      id: keys.source,
      type: 'store',
      title: basename(store.name),
      connected: problem === undefined,
      ...(remark !== undefined && { remark }),
    }
  }

  const look = async () => {
    const before = JSON.stringify(info())
    try {
      problem = await fileProblem()
      await reader.readOn()
    } catch (error) {
      // Stores reject with errors.
      problem = (error as Error).message
    }
    if (JSON.stringify(info()) !== before) listener?.changed()
    return problem === undefined && !reader.isWhole ? 0 : interval
  }

  const find = async (key: string): Promise<FoundSession | undefined> => {
    const id = keys.idOf(key)
    const record = id === undefined ? undefined : await store.get(id)
    if (id === undefined || record === undefined) return undefined
    const history = await store.history(id)
    return { record, history, holder: holders.holderOf(record) }
  }

  const factsOf = (found: FoundSession) => storedFacts(found, store.name, plain)

  return {
    info,

    start(given) {
      listener = given
      polls.add(startPoll(clock, look))
    },

    async detail(key) {
      const found = await find(key)
      if (found === undefined) return undefined
      const stored = factsOf(found)
      const definition = definitionOf(found.record.kind, stored.value)
      return { ...(definition && { definition }), messages: [], forgotten: 0, taken: {}, stored }
    },

    async snapshot(key) {
      const found = await find(key)
      return found && snapshotCopy(found.record, plain)
    },

    async command(key, command, by) {
      const id = keys.idOf(key)
      if (id === undefined) return GONE
      try {
        const answer = await commandSession(store, id, command, by)
        if (answer === undefined) return GONE
        if ('refusal' in answer) return answer.refusal
        book.take(answer.session)
        for (const watch of watches) if (watch.key === key) void watch.look()
        return undefined
      } catch (error) {
        // Likewise.
        return `could not be changed: ${(error as Error).message}`
      }
    },

    watch(key) {
      let told = ''
      const lookAt = async () => {
        // What fails is told of the whole store.
        const found = await find(key).catch(() => 'unknown' as const)
        if (found === 'unknown') return
        if (found === undefined) return book.forget(keys.idOf(key) ?? '')
        book.take(found.record)
        const stored = factsOf(found)
        const text = JSON.stringify(stored)
        if (text !== told) listener?.stored(key, stored)
        told = text
      }
      const watch = { key, look: lookAt }
      const poll = startPoll(clock, async () => {
        await lookAt()
        return WATCH_INTERVAL
      })
      watches.add(watch)
      polls.add(poll)
      return () => {
        poll.stop()
        watches.delete(watch)
        polls.delete(poll)
      }
    },

    async close() {
      listener = undefined
      for (const poll of polls) poll.stop()
    },
  }
}

interface Watch {
  readonly key: string
  readonly look: () => Promise<void>
}

const READING = 'its sessions are being read'

const GONE = 'is not in the store any more'

/** Milliseconds. */
const WATCH_INTERVAL = 1000
