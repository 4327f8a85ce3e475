import {
  createRetryMachine,
  retryIfExceptionType,
  runWithRetry,
  stopAfterAttempt,
  TimeoutError,
  waitExponential,
  waitFixed,
} from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { redact } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import type { SessionDetail, SessionRow } from 'holdfast/visualizer'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { assign, createActor, setup } from 'xstate'

import { createInspectorSource } from '../../../../../src/visualizer/sources/inspector-source.ts'
import type { SessionSource } from '../../../../../src/visualizer/sources/session-source.ts'
import { createStoreSource } from '../../../../../src/visualizer/sources/store-source.ts'
import { quiet } from '../../../../support/next-turn.ts'

/** A detail as the server gives it, and the server's time. */
export interface RecordedDetail {
  readonly detail: SessionDetail
  readonly now: number
}

/** It times out five times, with a cause each, and gives up. */
export const failedSession = (): Promise<RecordedDetail> =>
  recordRetry(
    {
      id: 'import-orders',
      name: 'import-orders',
      stop: stopAfterAttempt(5),
      wait: waitExponential({ multiplier: '200ms', max: '10s' }),
      retry: retryIfExceptionType(TimeoutError),
      before() {},
      beforeSleep() {},
    },
    (attemptNumber, clock) => {
      clock.advance(100 + attemptNumber * 17.5)
      const cause = Object.assign(new Error('connect ETIMEDOUT 10.1.4.7:5432'), { code: 'ETIMEDOUT' })
      const query = { table: 'orders', page: attemptNumber }
      throw Object.assign(new TimeoutError('attempt', 100), { cause, query })
    },
  )

/** Its third sleep is under way, of 30 s. */
export const sleepingSession = (): Promise<RecordedDetail> =>
  recordRetry(
    { id: 'fetch-rates', name: 'fetch-rates', stop: stopAfterAttempt(8), wait: waitFixed('30s') },
    (attemptNumber, clock) => {
      clock.advance(40)
      throw attemptNumber === 2
        ? new RangeError('rate limit exceeded, 0 of 100 left')
        : new Error('502 Bad Gateway')
    },
    2,
  )

/** It succeeds at once. */
export const doneSession = (): Promise<RecordedDetail> =>
  recordRetry({ name: 'count-orders' }, () => ({ orders: 17, total: '1,204.50 €' }))

/** It has many attempts, and errors within one another. */
export const longSession = (attempts = 150): Promise<RecordedDetail> =>
  recordRetry(
    { name: 'replicate', stop: stopAfterAttempt(attempts), wait: waitFixed('50ms') },
    (attemptNumber, clock) => {
      clock.advance(3)
      throw new AggregateError(
        [new Error(`replica a: refused`), new TypeError('replica b: <img src=x onerror=alert(1)>')],
        `no replica answered, shard ${attemptNumber % 3}`,
      )
    },
  )

/** @param sleeps - after how many sleeps to stop looking */
async function recordRetry(
  options: RetryOptions,
  attempt: (attemptNumber: number, clock: VirtualClock) => unknown,
  sleeps = Infinity,
): Promise<RecordedDetail> {
  const clock = createVirtualClock()
  const source = createInspectorSource({ clock, events: 10_000 })
  const seen = await watch(source)
  const controller = new AbortController()
  const result = runWithRetry(
    createRetryMachine({ ...options, clock }),
    async ({ attemptNumber }) => attempt(attemptNumber, clock),
    { inspect: source.inspect, signal: controller.signal },
  )
  result.catch(() => {})
  await quiet()
  for (let slept = 0; clock.next !== undefined && slept < sleeps; slept++) {
    clock.advance(clock.next)
    await quiet()
  }
  const recorded = await seen(clock.now())
  controller.abort()
  await source.close()
  return recorded
}

/** A machine of XState that retries nothing. */
export async function doorSession(): Promise<RecordedDetail> {
  const clock = createVirtualClock()
  const source = createInspectorSource({ clock })
  const seen = await watch(source)
  const door = setup({
    types: { context: {} as { isUnlocked: boolean } },
    guards: { isUnlocked: ({ context }) => context.isUnlocked, isForced: () => false },
    actions: { unlock: assign({ isUnlocked: true }) },
  }).createMachine({
    id: 'door',
    context: { isUnlocked: false },
    initial: 'shut',
    states: {
      shut: {
        on: {
          OPEN: [
            { guard: 'isUnlocked', target: 'open' },
            { guard: 'isForced', target: 'broken' },
          ],
          UNLOCK: { actions: 'unlock' },
        },
      },
      open: { on: { CLOSE: 'shut' }, description: 'Somebody may pass.' },
      broken: { type: 'final' },
    },
  })
  const actor = createActor(door, { inspect: source.inspect }).start()
  for (const type of ['OPEN', 'UNLOCK', 'OPEN', 'CLOSE', 'OPEN'] as const) {
    clock.advance(1500)
    actor.send({ type })
    await quiet()
  }
  clock.advance(800)
  const recorded = await seen(clock.now())
  actor.stop()
  await source.close()
  return recorded
}

/** A session of which only its store tells: it sleeps, and no worker has it. */
export async function storedSession(): Promise<RecordedDetail> {
  const clock = createVirtualClock()
  const store = createMemoryStore({ clock })
  const machine = createRetryMachine({
    id: 'send-invoice',
    clock,
    stop: stopAfterAttempt(6),
    wait: waitExponential({ multiplier: '10m', max: '6h' }),
  })
  const controller = new AbortController()
  const attempt = async () => {
    clock.advance(2300)
    throw new Error('SMTP 451: mailbox busy')
  }
  const result = runWithRetry(machine, attempt, { store, id: 'invoice-4711', signal: controller.signal })
  result.catch(() => {})
  await quiet()
  clock.advance(600_000)
  await quiet()
  clock.advance(1_200_000)
  await quiet()
  controller.abort()
  await quiet()
  clock.advance(60_000)
  const source = createStoreSource(store, { sanitize: redact, clock })
  const seen = await watch(source)
  await quiet()
  const recorded = await seen(clock.now())
  await source.close()
  return recorded
}

/** Follows the first session that a source tells of. @returns what is known of it then */
async function watch(source: SessionSource): Promise<(now: number) => Promise<RecordedDetail>> {
  const rows = new Map<string, SessionRow>()
  await source.start({
    row: (row) => rows.set(row.key, row),
    removed: (key) => rows.delete(key),
    message() {},
    stored() {},
    definition() {},
    changed() {},
  })
  return async (now) => {
    const [row] = rows.values()
    const known = row && (await source.detail(row.key))
    if (row === undefined || known === undefined) throw new Error('no session was told of')
    return { now, detail: { row, ...known, children: [], lastEventId: '1-0' } }
  }
}
