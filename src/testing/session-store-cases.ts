import type { Retention, SessionStore } from '../durable/session-store.ts'
import type { Awaitable } from '../awaitable.ts'
import { randomId, systemRandom } from '../random.ts'
import type { Clock } from '../time.ts'
import { argumentCases } from './cases/arguments.ts'
import { cancelCases } from './cases/cancel.ts'
import { claimCases } from './cases/claim.ts'
import { closeCases } from './cases/close.ts'
import { commitCases } from './cases/commit.ts'
import { deleteCases } from './cases/delete.ts'
import { historyCases } from './cases/history.ts'
import { insertCases } from './cases/insert.ts'
import { listCases } from './cases/list.ts'
import { pruneCases } from './cases/prune.ts'
import { renewCases } from './cases/renew.ts'
import { sharedCases } from './cases/shared.ts'
import { wakeCases } from './cases/wake.ts'
import { createVirtualClock } from './create-virtual-clock.ts'
import type { StoreCase } from './store-case.ts'

/** How a case wants its store to be. */
export interface OpenStoreOptions {
  /** The clock that the store must read; it moves, and its timers fire, when the case says so. */
  readonly clock: Clock
  /** How long it must keep what has ended. */
  readonly retention: Retention
  /** Which store: one that was not opened before is empty, and one that was has what was written to it. */
  readonly place: string
}

export interface SessionStoreCasesOptions {
  /** Whether one place can be opened twice at a time, by two processes, say. @default false */
  readonly shared?: boolean
}

/** A test, for whichever framework. */
export interface SessionStoreCase {
  /** A sentence. */
  readonly title: string
  /** Rejects with an `Error` that says what is wrong. */
  readonly run: () => Promise<void>
}

/**
 * The conformance suite of `SessionStore`: what every store must do, as tests for whichever framework.
 *
 * Each case opens a store of its own, and closes it. To remove what it leaves is left to whoever opened it.
 *
 * @param open - opens the store to test
 * @param options - `shared`: whether a place can be opened twice at a time
 * @returns the cases; they can run in any order, and side by side
 * @example
 * import { createMemoryStore } from 'holdfast/memory'
 * import { sessionStoreCases } from 'holdfast/testing'
 *
 * const cases = sessionStoreCases(({ clock, retention }) => createMemoryStore({ clock, retention }))
 * for (const { title, run } of cases) {
 *   await run() // or, in a test: test(title, run)
 * }
 * cases.every(({ title }) => title.length > 0) // => true
 */
export function sessionStoreCases(
  open: (options: OpenStoreOptions) => Awaitable<SessionStore>,
  { shared = false }: SessionStoreCasesOptions = {},
): SessionStoreCase[] {
  return CASES.filter(({ isShared = false }) => shared || !isShared).map((storeCase) => ({
    title: storeCase.title,
    run: () => runCase(storeCase, open),
  }))
}

const CASES: readonly StoreCase[] = [
  ...insertCases,
  ...claimCases,
  ...commitCases,
  ...renewCases,
  ...cancelCases,
  ...wakeCases,
  ...listCases,
  ...historyCases,
  ...deleteCases,
  ...pruneCases,
  ...closeCases,
  ...argumentCases,
  ...sharedCases,
]

async function runCase(
  { retention = {}, run }: StoreCase,
  open: (options: OpenStoreOptions) => Awaitable<SessionStore>,
): Promise<void> {
  const clock = createVirtualClock()
  const place = randomId(systemRandom)
  const opened: SessionStore[] = []
  const openHere = async () => {
    const store = await open({ clock, retention, place })
    opened.push(store)
    return store
  }
  try {
    await run({ store: await openHere(), clock, openAgain: openHere })
  } finally {
    // Closing is a case of its own, and may be done twice.
    for (const store of opened) await store.close()
  }
}
