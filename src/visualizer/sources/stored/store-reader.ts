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
  let pageSize = FIRST_PAGE
  /** For how many calls all sessions are left alone. */
  let rest = 0

  /** @returns the id after which to go on; undefined when there are no more */
  const readPage = async (query: SessionQuery, isQuick: boolean) => {
    const limit = pageSize
    const begun = systemClock.monotonic()
    const page = await store.list({ ...query, limit })
    pageSize = nextPageSize(limit, page.length, systemClock.monotonic() - begun)
    for (const record of page) {
      book.take(record, isQuick)
      await breathe(systemClock.monotonic())
    }
    return page.length === limit ? page.at(-1)?.id : undefined
  }

  /** @returns whether there are more */
  const readPageOfAll = async (isQuick: boolean) => {
    sweep ??= { after: undefined, findMissing: book.beginSweep(), calls: 0 }
    const { after, findMissing, calls } = sweep
    sweep.after = await readPage(after === undefined ? {} : { after }, isQuick)
    if (sweep.after !== undefined) return true
    sweep = undefined
    const missing = findMissing()
    // Where nothing goes it need not be looked for as often.
    rest = missing.length > 0 ? 0 : Math.min(calls, LONGEST_REST)
    for (const id of missing) {
      book.forget(id)
      await breathe(systemClock.monotonic())
    }
    return false
  }

  /** @returns whether that ends with this call */
  const readPartOfAll = async () => {
    const begun = systemClock.monotonic()
    let hasMore: boolean
    do hasMore = await readPageOfAll(false)
    while (hasMore && systemClock.monotonic() - begun < SWEEP)
    if (sweep) sweep.calls++
    return !hasMore
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
      if (rest > 0) rest--
      else if (await readPartOfAll()) isWhole = true
    },
  }
}

/** A reading of all sessions, page by page. */
interface Sweep {
  after: string | undefined
  readonly findMissing: () => readonly string[]
  /** Which it has taken before the present one. */
  calls: number
}

/** Nobody has a turn while a page is read, and how long its texts are shows only then. */
function nextPageSize(size: number, found: number, took: number): number {
  if (took > LONGEST_READ) return Math.max(1, Math.floor((found * LONGEST_READ) / took))
  // One that is not full says little of the next.
  return found === size && took < LONGEST_READ / 2 ? Math.min(LARGEST_PAGE, size * 2) : size
}

/** Milliseconds. */
const LONGEST_READ = 10

/** Sessions. */
const FIRST_PAGE = 20
const LARGEST_PAGE = 200

/** Calls: some ten seconds. */
const LONGEST_REST = 20

/** Milliseconds: a change is seen only some time after the instant that it bears, when it is on the disk. */
const OVERLAP = 2000

/** Milliseconds with each call. */
const SWEEP = 10
