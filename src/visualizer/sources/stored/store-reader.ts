import type { SessionQuery, SessionStore } from '../../../durable/session-store.ts'
import { breathe, systemClock } from '../../../time.ts'
import type { Holders } from './holders.ts'
import type { SessionBook } from './session-book.ts'

/** Reads a store into a book, a little at a time: others have their turn in between. */
export interface StoreReader {
  /** Every session is in the book, though the texts of some were not read. */
  readonly isListed: boolean
  /** And those too. */
  readonly isWhole: boolean
  /**
   * Reads on: first all sessions without their texts, a page with each call; then what has changed since, and a part of
   * all sessions again, which finds what is gone.
   */
  readOn(): Promise<void>
}

export function createStoreReader(store: SessionStore, book: SessionBook, holders: Holders): StoreReader {
  let isListed = false
  let isWhole = false
  let since: number | undefined
  let sweep: Sweep | undefined

  /** @returns the id after which to go on; undefined when there are no more */
  const readPage = async (query: SessionQuery, isQuick: boolean) => {
    const page = await store.list({ ...query, limit: PAGE })
    for (const record of page) {
      book.take(record, isQuick)
      await breathe(systemClock.monotonic())
    }
    return page.length === PAGE ? page.at(-1)?.id : undefined
  }

  /** @returns whether there are more */
  const readPageOfAll = async (isQuick: boolean) => {
    sweep ??= { after: undefined, findMissing: book.beginSweep() }
    const { after, findMissing } = sweep
    sweep.after = await readPage(after === undefined ? {} : { after }, isQuick)
    if (sweep.after !== undefined) return true
    sweep = undefined
    for (const id of findMissing()) {
      book.forget(id)
      await breathe(systemClock.monotonic())
    }
    return false
  }

  /** @param from - as of when the sessions are known */
  const readChanges = async (from: number) => {
    const begun = store.now()
    let last: string | undefined
    do {
      last = await readPage(
        { changedSince: from - OVERLAP, ...(last !== undefined && { after: last }) },
        false,
      )
    } while (last !== undefined)
    since = begun
  }

  /** The sessions of an owner have one lease, give or take: he renews them together. */
  const readLeases = async () => {
    for (const [owner, sample] of book.owners()) {
      const record = await store.get(sample)
      if (record !== undefined) book.take(record)
      if (record?.owner !== owner) continue
      for (const id of book.heldBy(owner)) {
        book.renew(id, owner, record.leaseUntil)
        await breathe(systemClock.monotonic())
      }
    }
  }

  return {
    get isListed() {
      return isListed
    },
    get isWhole() {
      return isWhole
    },
    async readOn() {
      holders.askAgain()
      since ??= store.now()
      if (!isListed) {
        isListed = !(await readPageOfAll(true))
        return
      }
      await readChanges(since)
      await readLeases()
      const begun = systemClock.monotonic()
      let hasMore: boolean
      do hasMore = await readPageOfAll(false)
      while (hasMore && systemClock.monotonic() - begun < SWEEP)
      isWhole ||= !hasMore
    },
  }
}

/** A reading of all sessions, page by page. */
interface Sweep {
  after: string | undefined
  readonly findMissing: () => readonly string[]
}

/** Sessions: with long texts they take some ten milliseconds to read. */
const PAGE = 200

/** Milliseconds: a change is seen only some time after the instant that it bears, when it is on the disk. */
const OVERLAP = 2000

/** Milliseconds with each call. */
const SWEEP = 10
