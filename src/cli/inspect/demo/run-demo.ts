import { pause } from '../../../durable/pause.ts'
import { runWithRetry } from '../../../durable/run-with-retry.ts'
import type { SessionStore } from '../../../durable/session-store.ts'
import type { AttemptInfo } from '../../../machine/attempt-info.ts'
import type { Inspect } from '../../../machine/xstate.ts'
import { errands } from './errands.ts'
import type { Errand } from './errands.ts'
import { startFailingShop } from './failing-shop.ts'
import { HttpError } from './http-error.ts'

export interface DemoOptions {
  readonly inspect: Inspect
  /** Where sessions are kept that are run again when they are asked to. */
  readonly store: SessionStore
  /** Ends it. */
  readonly signal: AbortSignal
}

/** Runs sessions against a real server that fails, until the signal is aborted; resolves when all have ended. */
export async function runDemo({ inspect, store, signal }: DemoOptions): Promise<void> {
  const shop = await startFailingShop()
  const running = new Set<string>()

  /** What a session comes to is on the page. */
  const run = async ({ path, policy, isStored }: Errand, id: string) => {
    const options = isStored ? { id, store, inspect, signal } : { inspect, signal }
    running.add(id)
    await runWithRetry(policy, (attempt) => fetchJson(`${shop.url}/${path}/${id}`, attempt), options).catch(
      () => {},
    )
    running.delete(id)
  }

  const runAgainAndAgain = async (errand: Errand) => {
    for (let n = 1; !signal.aborted; n++) {
      // Its sessions come one after another.
      // oxlint-disable-next-line no-await-in-loop
      await run(errand, `${errand.path}-${n}`)
      // oxlint-disable-next-line no-await-in-loop
      await pause(errand.pause, signal)
    }
  }

  /** A new round, or a wake, of a session that nobody runs is for its program to notice: this is the program. */
  const goOnWithStored = async () => {
    while (!signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop
      const due = await store.list({ status: ['sleeping', 'active'], dueBefore: store.now() })
      for (const { id, kind } of due.filter((session) => !running.has(session.id)))
        // Nothing else is in the store.
        void run(errands.find(({ path }) => path === kind) as Errand, id)
      // oxlint-disable-next-line no-await-in-loop
      await pause(LOOK_EVERY, signal)
    }
  }

  await Promise.all([goOnWithStored(), ...errands.map(runAgainAndAgain)])
  await shop.close()
}

const LOOK_EVERY = 250

async function fetchJson(url: string, { attemptNumber, signal }: AttemptInfo): Promise<unknown> {
  const response = await fetch(url, { signal, headers: { 'x-attempt': String(attemptNumber) } })
  if (response.ok) return response.json()
  // An unread body would hold its connection.
  await response.body?.cancel()
  throw new HttpError(response)
}
