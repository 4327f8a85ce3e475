import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  retryIfExceptionType,
  runWithRetry,
  stopAfterAttempt,
  TimeoutError,
  waitExponential,
  waitFixed,
  waitIncrementing,
} from 'holdfast'
import type { Clock, RetryOptions } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import { startVisualizer } from 'holdfast/visualizer'
import type { Visualizer } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'

import { nextTurn } from '../../../support/next-turn.ts'
import { startFailingShop } from './failing-shop.ts'

/** A visualizer that shows the same sessions each time: they are real ones, and so is what they fail by; time is not. */
export interface Crowd extends AsyncDisposable {
  readonly visualizer: Visualizer
  /** Of the server; epoch milliseconds. */
  readonly now: () => number
}

export async function gatherCrowd(): Promise<Crowd> {
  const clock = createVirtualClock()
  clock.jump(MORNING)
  const shop = await startFailingShop()
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-crowd-'))
  const store = await openSqliteStore(join(folder, 'retries.db'), { clock })
  const visualizer = await startVisualizer({ port: 0, token: 'a-token-for-a-crowd', clock, store })
  const ends: (() => void)[] = []

  /** Runs one until it is where it is to be. */
  const run = async ({ id, policy, asks, took = 80, sleeps = Infinity, isStored = false }: Member) => {
    const own = createSessionClock(clock)
    const controller = new AbortController()
    /** It has ended, or is in an attempt that does not. */
    const arrived = new AbortController()
    clock.advance(BETWEEN)
    const attempt = async ({ attemptNumber }: { readonly attemptNumber: number }) => {
      const path = asks[Math.min(attemptNumber, asks.length) - 1]
      clock.advance(took + attemptNumber * 7.5)
      if (path === 'never') {
        arrived.abort()
        return new Promise<never>(() => {})
      }
      if (path === 'timeout') throw new TimeoutError('attempt', took)
      return shop.ask(String(path)).catch((error: unknown) => {
        throw policy.name === 'charge order'
          ? new PaymentError('the card was not charged', { cause: error })
          : error
      })
    }
    const where = isStored ? { store } : { inspect: visualizer.inspect }
    void runWithRetry({ ...policy, clock: own.clock }, attempt, { id, ...where, signal: controller.signal })
      .catch(() => {})
      .finally(() => arrived.abort())
    for (let slept = 0; !arrived.signal.aborted;) {
      // A turn comes after the other, as in the session itself.
      // oxlint-disable-next-line no-await-in-loop
      await nextTurn()
      const sleep = own.take()
      if (sleep === undefined) continue
      if (++slept === sleeps) break
      clock.advance(sleep)
    }
    return controller
  }

  for (const each of CAST) {
    // They are there one after another, so that time is the same each time.
    // oxlint-disable-next-line no-await-in-loop
    const controller = await run(each)
    if (each.isLeft === true) controller.abort()
    else ends.push(() => controller.abort())
  }
  // The store is looked into, and all is told.
  for (let looks = 0; looks < 4; looks++) {
    clock.advance(500)
    for (let turns = 0; turns < 50; turns++) await nextTurn()
  }

  return {
    visualizer,
    now: () => clock.now(),
    async [Symbol.asyncDispose]() {
      for (const end of ends) end()
      await nextTurn()
      await visualizer.close()
      await store.close()
      await shop.close()
      await rm(folder, { recursive: true })
    },
  }
}

interface Member {
  readonly id: string
  readonly policy: RetryOptions & { readonly name: string }
  /** What it asks of the shop at each attempt; the last one again and again. */
  readonly asks: readonly string[]
  /** How long an attempt takes, milliseconds. */
  readonly took?: number
  /** The sleep that it is seen in; without, it goes on until it ends. */
  readonly sleeps?: number
  /** It is in the store, and not followed live. */
  readonly isStored?: boolean
  /** Its program ends then. */
  readonly isLeft?: boolean
}

class PaymentError extends Error {
  override readonly name = 'PaymentError'
}

/** A clock that says for how long a session has begun to sleep. */
function createSessionClock(shared: Clock) {
  let asked: number | undefined
  return {
    take() {
      const taken = asked
      asked = undefined
      return taken
    },
    clock: {
      now: () => shared.now(),
      monotonic: () => shared.monotonic(),
      setTimer(callback, ms) {
        asked = ms
        return shared.setTimer(callback, ms)
      },
    } satisfies Clock,
  }
}

const prices = { name: 'load prices', stop: stopAfterAttempt(3) }
const inventory = {
  id: 'sync-inventory',
  name: 'sync inventory',
  stop: stopAfterAttempt(6),
  wait: waitExponential({ multiplier: '500ms', max: '2m' }),
}
const order = {
  id: 'charge-order',
  name: 'charge order',
  retry: retryIfExceptionType(PaymentError),
  stop: stopAfterAttempt(4),
  wait: waitIncrementing({ start: '1s', increment: '1s' }),
}
const photos = {
  name: 'product photos',
  retry: retryIfExceptionType(TimeoutError),
  stop: stopAfterAttempt(4),
  wait: waitFixed('2s'),
}

const CAST: readonly Member[] = [
  {
    id: 'backup-2026-01-01',
    policy: { id: 'backup', name: 'nightly backup', wait: waitFixed('6h'), stop: stopAfterAttempt(10) },
    asks: ['503'],
    took: 2400,
    sleeps: 1,
    isStored: true,
    isLeft: true,
  },
  { id: 'order-4099', policy: order, asks: ['reset'], isStored: true },
  { id: 'prices-17', policy: prices, asks: ['200'], took: 31 },
  { id: 'warehouse-3', policy: inventory, asks: ['503', '503', 'reset', '200'] },
  { id: 'album-82', policy: photos, asks: ['timeout', 'timeout', '200'], took: 1500 },
  { id: 'order-4102', policy: order, asks: ['reset'], took: 240 },
  { id: 'prices-18', policy: prices, asks: ['404', '200'], took: 44 },
  { id: 'album-83', policy: photos, asks: ['timeout'], took: 1500 },
  {
    id: 'feed-nl',
    policy: { name: 'import feed', wait: waitFixed('1m') },
    asks: ['503'],
    sleeps: 1,
    isLeft: true,
  },
  {
    id: 'rotterdam',
    policy: { name: 'watch warehouse', wait: waitExponential({ multiplier: '1s', max: '5m' }) },
    asks: ['500'],
    sleeps: 7,
  },
  {
    id: 'eur',
    policy: { name: 'exchange rates', wait: waitFixed('90s'), stop: stopAfterAttempt(5) },
    asks: ['429'],
    sleeps: 1,
  },
  {
    id: 'warehouse-7',
    policy: { ...inventory, wait: waitExponential({ multiplier: '5s', max: '2m' }) },
    asks: ['503', 'reset', '503'],
    took: 310,
    sleeps: 3,
  },
  { id: 'prices-19', policy: prices, asks: ['200'], took: 29 },
  {
    id: 'order-4107',
    policy: { name: 'send receipt', stop: stopAfterAttempt(3) },
    asks: ['never'],
    took: 900,
  },
]

/** Milliseconds. */
const BETWEEN = 4000

/** From midnight on; milliseconds. */
const MORNING = 9.55 * 3_600_000
