// A user's file, compiled against the declarations in the tarball.
import {
  AsyncRetrying,
  bind,
  createRetryMachine,
  retry,
  RetryError,
  retrySetup,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  waitExponential,
} from 'holdfast'
import { retry as retryAlone, retryIfExceptionType } from 'holdfast/retry'
import { attach, createInspector, redact } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { sessionStoreCases } from 'holdfast/testing'
import type { SessionStore } from 'holdfast'
import { createActor, toPromise } from 'xstate'

const policy = {
  stop: stopAfterAttempt(3),
  wait: waitExponential({ multiplier: '200ms', max: '10s' }),
  retry: retryIfExceptionType(TypeError),
}

const getName = retry(policy)(async (id: number) => `user ${id}`)

export const name: Promise<string> = getName(7)
export const alone: Promise<number> = retryAlone(() => 7)()

// @ts-expect-error the parameter is a number
export const wrong = getName('7')

export class Api {
  @retry(policy)
  async get(path: string): Promise<string> {
    return path
  }

  @retry
  async bare(path: string): Promise<string> {
    return path
  }
}

export async function runs(): Promise<string> {
  const machine = createRetryMachine(policy)
  const first: string = await runWithRetry(machine, async ({ attemptNumber }) => `attempt ${attemptNumber}`)
  const session = startRetry(machine, async () => first)
  return session.result
}

export async function iterates(): Promise<void> {
  for await (const attempt of new AsyncRetrying(policy)) {
    await attempt.run(async () => undefined)
  }
}

export async function coroutinesAndGenerators(): Promise<string> {
  const load = retry(policy)(function* (id: number) {
    const response: Response = yield fetch(`/users/${id}`)
    return response.text()
  })
  const rows = retry(policy)(
    async function* (table: string) {
      yield { table, id: 1 }
    },
    { resume: (last, count, table) => [{ table, id: last.id + count }] },
  )
  for await (const row of rows('users')) return `${row.table} ${row.id}`
  return load(7)
}

export async function extendsTheChart(): Promise<number> {
  const { chart, extend } = retrySetup(policy, { types: {} as { events: { type: 'CLOSE' }; tags: 'open' } })
  const machine = extend({
    guards: { isOpen: ({ context }, { limit }: { limit: number }) => context.attemptNumber > limit },
  }).createMachine({
    ...chart,
    states: {
      ...chart.states,
      sleeping: {
        ...chart.states.sleeping,
        always: { guard: { type: 'isOpen', params: { limit: 3 } }, target: 'circuitOpen' },
      },
      circuitOpen: {
        tags: 'open',
        invoke: { id: 'sleep', src: 'sleep', onDone: { target: 'attempting', actions: 'again' } },
        on: { CLOSE: { target: 'attempting', actions: 'again' } },
      },
    },
  })
  const actor = createActor(bind(machine, async ({ attemptNumber }) => attemptNumber)).start()
  actor.send({ type: 'CLOSE' })
  // @ts-expect-error there is no such event
  actor.send({ type: 'OPEN' })
  const snapshot = actor.getSnapshot()
  const isOpen: boolean = snapshot.matches('circuitOpen') || snapshot.hasTag('open')
  // @ts-expect-error there is no such state
  snapshot.matches('circuitClosed')
  return isOpen ? runWithRetry(machine, async () => 1) : toPromise(actor)
}

export async function outlivesItsProcess(): Promise<string> {
  const store: SessionStore = createMemoryStore({ retention: { done: '7d' } })
  const file = await openSqliteStore('retries.db', { busyTimeout: '1s' })
  await file.backup('backup.db')
  const machine = createRetryMachine(policy)
  const text = JSON.stringify(startRetry(machine, async () => 'ok').snapshot())
  await runWithRetry(machine, async () => 'ok', { snapshot: text, errors: [TypeError], codec: JSON })
  const cases = sessionStoreCases(({ clock }) => createMemoryStore({ clock }))
  await cases[0]?.run()
  return runWithRetry(machine, async ({ isRepeated }) => String(isRepeated), {
    id: 'a',
    store,
    restart: true,
  })
}

export function shows(): () => void {
  const inspector = createInspector({ sanitize: redact })
  return attach(inspector)
}

export const lastMessage = (error: unknown): string =>
  error instanceof RetryError && error.cause instanceof Error ? error.cause.message : ''
