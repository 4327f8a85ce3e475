import { createRetryMachine, retryIfResult, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { SessionQuery, SessionRecord, SessionStore } from 'holdfast/memory'
import type { VirtualClock } from 'holdfast/testing'
import { beforeAll, describe, expect, test } from 'vitest'

import { createOwner } from '../../../src/durable/owner.ts'
import { ownerName } from '../../../src/stores/reading/owner-name.ts'
import { wakeSession } from '../../../src/stores/commands/wake-session.ts'
import { nextTurn } from '../../support/next-turn.ts'
import { createScene, keyOf, ME, session } from './scene.ts'
import { countTurns, until } from './listening.ts'
import { createTexts } from './texts.ts'

let sleeping: SessionRecord
let failed: SessionRecord

beforeAll(async () => {
  ;({ sleeping, failed } = await createTexts())
})

describe('the row of a stored session', () => {
  test('has a key that is the same after a restart, and what a person must know', async () => {
    const { rows, clock } = await createScene({
      fill: (store, time) =>
        store.insert(
          session('invoice-42', {
            status: 'sleeping',
            attempt: 3,
            dueAt: time.now() + 60_000,
            snapshot: sleeping.snapshot,
          }),
        ),
    })
    expect([...rows]).toEqual([
      [
        expect.stringMatching(/^stored:[\w-]{10}:invoice-42$/),
        {
          key: keyOf('invoice-42'),
          name: 'charge',
          kind: 'charge',
          origin: 'stored',
          source: expect.stringMatching(/^store:[\w-]{10}$/),
          id: 'invoice-42',
          status: 'sleeping',
          state: 'sleeping.resting',
          error: 'TypeError: fetch failed',
          attempt: 3,
          wakeAt: clock.now() + 60_000,
          startedAt: clock.now(),
          changedAt: clock.now(),
          can: ['wake', 'cancel'],
        },
      ],
    ])
  })

  test.each([
    ['done', 'done', []],
    ['failed', 'failed', ['round']],
    ['cancelled', '', ['round']],
    ['quarantined', '', ['round', 'cancel']],
  ] as const)('of one that is %s says when it ended, and what can be done', async (status, state, can) => {
    const { row, look, end, store, clock } = await createScene()
    await store.insert(session('a'))
    await look()
    expect(row('a')).toMatchObject({ status: 'interrupted', state: '', can: ['cancel'] })
    expect(row('a')).not.toHaveProperty('endedAt')
    await end('a', status, status === 'failed' ? (failed.error ?? '') : undefined)
    const endedAt = clock.now()
    await look()
    expect(row('a')).toMatchObject({ status, state, can, endedAt, changedAt: endedAt })
    // Of an error that says that the session gave up, the last attempt's says more.
    expect(row('a')?.error).toBe(status === 'failed' ? 'TypeError: fetch failed' : undefined)
  })

  test('of one that was in the midst of an attempt says whether somebody still is', async () => {
    const { row, look, store } = await createScene({
      fill: (inner) => inner.insert(session('a', { attempt: 1 }), ME),
    })
    expect(row('a')).toMatchObject({ status: 'active', owner: ME.owner })
    // Its lease runs out, and nobody renews it.
    await look(ME.leaseFor + 1)
    expect(row('a')).toMatchObject({ status: 'interrupted', attempt: 1, can: ['cancel'] })
    expect(row('a')).not.toHaveProperty('owner')
    expect(await store.get('a')).toMatchObject({ status: 'active' })
    await store.claim('a', { owner: 'worker 2', leaseFor: 15_000 })
    await look()
    expect(row('a')).toMatchObject({ status: 'active', owner: 'worker 2' })
    await store.commit(
      'a',
      { rev: 2, owner: 'worker 2' },
      { status: 'sleeping', leaseFor: null, event: 'sleeping' },
    )
    await look()
    expect(row('a')).toMatchObject({ status: 'sleeping' })
  })

  test.each(['cancelled', 'quarantined'] as const)('of one that is %s says where it was', async (status) => {
    const { row } = await createScene({
      async fill(store) {
        await store.insert(session('a', { status: 'sleeping', snapshot: sleeping.snapshot }))
        await store.commit('a', { rev: 1, owner: null }, { status, event: status })
      },
    })
    expect(row('a')).toMatchObject({ status, state: 'was sleeping.resting' })
  })

  test('keeps the error of a round for which another is asked, until that begins', async () => {
    const { row, look, end, store, source } = await createScene({
      fill: (inner) => inner.insert(session('a', { attempt: 3 })),
    })
    await end('a', 'failed', failed.error ?? '')
    await look()
    expect(await source.command(keyOf('a'), 'retry', 'ada')).toBeUndefined()
    expect(row('a')).toMatchObject({ status: 'sleeping', attempt: 0, error: 'TypeError: fetch failed' })
    for (let times = 0; times < 10; times++) await look()
    expect(row('a')).toMatchObject({ error: 'TypeError: fetch failed' })
    await store.claim('a', ME)
    await look()
    expect(row('a')).toMatchObject({ owner: ME.owner, error: 'TypeError: fetch failed' })
    const { rev = 0 } = (await store.get('a')) ?? {}
    await store.commit('a', { rev, owner: ME.owner }, { status: 'active', attempt: 4, event: 'attempt' })
    await look()
    expect(row('a')).toMatchObject({ status: 'active' })
    expect(row('a')).not.toHaveProperty('error')
  })

  test('says where one is whose first attempt is under way', async () => {
    const { row } = await createScene({
      fill: (store) => store.insert(session('a', { attempt: 1, dueAt: 1 })),
    })
    expect(row('a')).toMatchObject({ state: 'attempting.running' })
    expect(row('a')).not.toHaveProperty('wakeAt')
  })

  test('counts the attempts of its round', async () => {
    const machine = createRetryMachine({ id: 'charge', stop: stopAfterAttempt(3) })
    const { look, row, store, source } = await createScene()
    const run = () =>
      runWithRetry(machine, () => Promise.reject(new Error('down')), { id: 'a', store }).catch(() => {})
    await run()
    await look()
    expect(row('a')).toMatchObject({ status: 'failed', attempt: 3, limit: 3 })
    expect(await source.command(keyOf('a'), 'retry', 'ada')).toBeUndefined()
    await look()
    expect(row('a')).toMatchObject({ status: 'sleeping', attempt: 0 })
    await run()
    await look()
    expect(row('a')).toMatchObject({ status: 'failed', attempt: 3 })
    expect(row('a')).not.toHaveProperty('ofAllRounds')
    expect(await store.get('a')).toMatchObject({ attempt: 6, round: 2 })
  })

  test('counts those of all rounds where nothing says which are of this one, and says so', async () => {
    const { look, row, store, told } = await createScene({
      async fill(inner) {
        await inner.insert(session('a', { attempt: 4, attemptLimit: 9 }))
        await inner.commit('a', { rev: 1, owner: null }, { round: 2, event: 'retried' })
      },
    })
    expect(row('a')).toMatchObject({ attempt: 4, ofAllRounds: true })
    expect(row('a')).not.toHaveProperty('limit')
    await store.commit(
      'a',
      { rev: 2, owner: null },
      { snapshot: 'AES', status: 'sleeping', event: 'sleeping' },
    )
    await look()
    expect(row('a')).toMatchObject({ status: 'sleeping', attempt: 4, ofAllRounds: true })
    await store.commit('a', { rev: 3, owner: null }, { snapshot: sleeping.snapshot, event: 'sleeping' })
    await look()
    expect(row('a')).toMatchObject({ attempt: 4, limit: 9 })
    expect(row('a')).not.toHaveProperty('ofAllRounds')
    expect(told).toHaveLength(3)
  })

  test('counts those of all rounds until its texts are read', async () => {
    const { told } = await createScene({
      async fill(inner) {
        await inner.insert(session('a', { attempt: 1, status: 'sleeping', snapshot: sleeping.snapshot }))
        await inner.commit('a', { rev: 1, owner: null }, { round: 2, event: 'retried' })
      },
    })
    expect(told).toMatchObject([{ attempt: 1, ofAllRounds: true }, { attempt: 1 }])
    expect(told[1]).not.toHaveProperty('ofAllRounds')
  })

  test('of one that was cancelled shows what its last attempt failed with', async () => {
    const { row } = await createScene({
      async fill(store) {
        await store.insert(session('a', { status: 'sleeping', snapshot: sleeping.snapshot }))
        await store.cancel('a', 'ada')
      },
    })
    expect(row('a')).toMatchObject({ status: 'cancelled', error: 'TypeError: fetch failed' })
  })

  test('shows a result that was refused, as far as it may be shown', async () => {
    const { rows, look, store } = await createScene({
      sanitize: (value, path) => (path.join('.') === 'context.result.token' ? 'hidden' : value),
    })
    const retry = retryIfResult((result) => Object(result).status === 'PENDING')
    const ending = new AbortController()
    const results = [{ status: 'PENDING', token: 'tok-7f3a' }, 'ready']
    const machine = createRetryMachine({ id: 'report', wait: waitFixed('1h'), retry })
    const run = runWithRetry(machine, () => results.shift(), { id: 'a', store, signal: ending.signal })
    const ended = Promise.allSettled([run])
    await until(async () => (await store.get('a'))?.status === 'sleeping')
    await look()
    const [row] = rows.values()
    expect(row).toMatchObject({
      status: 'sleeping',
      lastResult: '{ status: "PENDING", token: "hidden" }',
    })
    expect(row).not.toHaveProperty('error')

    await wakeSession(store, 'a', 'ada')
    await until(async () => (await store.get('a'))?.status === 'done')
    await ended
    await look()
    expect([...rows.values()].at(-1)).not.toHaveProperty('lastResult')
  })

  test('shows no text that its program has encoded', async () => {
    const { row, told } = await createScene({
      fill: (store) => store.insert(session('a', { status: 'sleeping', snapshot: 'AES' })),
    })
    expect(told).toEqual([row('a')])
    expect(row('a')).toMatchObject({ status: 'sleeping', state: '' })
    expect(row('a')).not.toHaveProperty('error')
  })

  test('comes at once, and its texts when all others have come', async () => {
    const ids = Array.from({ length: 450 }, (_, index) => `s${index}`)
    const { told, rows, source, remarks } = await createScene({
      async fill(store) {
        for (const id of ids)
          await store.insert(session(id, { status: 'sleeping', snapshot: sleeping.snapshot }))
      },
    })
    expect(rows.size).toBe(450)
    expect(told).toHaveLength(900)
    const errors = told.map((row) => (typeof row === 'string' ? row : row.error))
    expect(new Set(errors.slice(0, 450))).toEqual(new Set([undefined]))
    expect(new Set(errors.slice(450))).toEqual(new Set(['TypeError: fetch failed']))
    expect(source.info()).toEqual({
      id: told.map((row) => (typeof row === 'string' ? row : row.source))[0],
      type: 'store',
      title: 'memory',
      connected: true,
    })
    expect(remarks).toEqual([undefined])
  })

  test('leaves others their turn, however many there are', async () => {
    let turns = { stop: () => 0 }
    await createScene({
      async fill(store) {
        for (let index = 0; index < 1000; index++)
          await store.insert(session(`s${index}`, { status: 'sleeping', snapshot: sleeping.snapshot }))
        turns = countTurns()
      },
    })
    expect(turns.stop()).toBeGreaterThan(5)
  })
})

describe('a store', () => {
  const fill = (size: number) => async (store: SessionStore, clock: VirtualClock) => {
    for (let index = 0; index < size; index++) await store.insert(session(`s${index}`))
    // None of them has changed lately.
    clock.advance(10_000)
  }

  /** What was asked of a store that takes so many milliseconds for each session. */
  async function pagesOf(msEach: number, size: number) {
    const limits: number[] = []
    const queries: (SessionQuery | undefined)[] = []
    const scene = await createScene({
      fill: fill(size),
      spoil: (inner) => ({
        ...inner,
        async list(query) {
          const page = await inner.list(query)
          limits.push(query?.limit ?? 0)
          queries.push(query)
          for (const end = performance.now() + page.length * msEach; performance.now() < end;);
          return page
        },
      }),
    })
    return { ...scene, limits, queries }
  }

  test('whose texts take long is read a few sessions at a time', async () => {
    const { limits, rows } = await pagesOf(1, 100)
    expect(rows.size).toBe(100)
    expect(Math.max(...limits)).toBeLessThanOrEqual(20)
    expect(Math.max(...limits.slice(1))).toBeLessThanOrEqual(10)
  })

  test('whose texts are short is read many at a time', async () => {
    const { limits, look } = await pagesOf(0, 400)
    await until(async () => {
      await look()
      return limits.includes(200)
    })
    expect(Math.max(...limits)).toBe(200)
  })

  test('where nothing goes is left alone for a while, when to read it takes long', async () => {
    const { limits, queries, look } = await pagesOf(1, 100)
    await until(async () => {
      queries.length = 0
      await look()
      return queries.every((query) => query?.changedSince !== undefined)
    })
    expect(queries).toHaveLength(1)
    expect(limits.length).toBeGreaterThan(1)
    // And is read on after that.
    await until(async () => {
      await look()
      return queries.some((query) => query?.changedSince === undefined)
    })
  })
})

describe('a change of a stored session', () => {
  test('is told, and nothing that has not changed', async () => {
    const { told, look, store, row } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b', 'c']) await inner.insert(session(id, { status: 'sleeping' }))
      },
    })
    told.length = 0
    await store.wake('b')
    await look()
    expect(told).toEqual([row('b')])
    for (let times = 0; times < 10; times++) await look()
    expect(told).toHaveLength(1)
  })

  test('is told that comes in the millisecond in which was looked', async () => {
    const { told, look, store } = await createScene({ fill: (inner) => inner.insert(session('a')) })
    await store.commit('a', { rev: 1, owner: null }, { attempt: 1, event: 'attempt' })
    await look()
    await store.commit('a', { rev: 2, owner: null }, { attempt: 2, event: 'attempt' })
    await look()
    expect(told).toMatchObject([{ attempt: 0 }, { attempt: 1 }, { attempt: 2 }])
  })

  test('is told that was on the disk only when its instant was over', async () => {
    const changed: unknown[] = []
    const { look, store, clock } = await createScene({
      fill: (inner) => inner.insert(session('a')),
      spoil: (inner) => ({
        ...inner,
        async list(query) {
          const records = await inner.list(query)
          if (query?.changedSince !== undefined) changed.push(...records.map(({ attempt }) => attempt))
          return records
        },
      }),
    })
    await look(10_000)
    changed.length = 0
    clock.jump(-1500)
    await store.commit('a', { rev: 1, owner: null }, { attempt: 1, event: 'attempt' })
    clock.jump(1500)
    await look(0)
    await look()
    expect(changed).toEqual([1])
    await look(10_000)
    expect(changed).toEqual([1, 1])
    // From now on it is long ago.
    await look()
    expect(changed).toEqual([1, 1])
  })

  test('is told after the clock was set back', async () => {
    const { told, look, store, clock } = await createScene()
    await store.insert(session('a'))
    await look()
    clock.jump(-3_600_000)
    await store.commit('a', { rev: 1, owner: null }, { attempt: 1, event: 'attempt' })
    await look()
    expect(told).toMatchObject([{ attempt: 0 }, { attempt: 1 }])
  })

  test('is told page by page, where many have changed at once', async () => {
    const { rows, look, store } = await createScene()
    for (let index = 0; index < 450; index++) await store.insert(session(`s${index}`))
    await look()
    expect(rows.size).toBe(450)
  })

  test('is told of one that was removed', async () => {
    const { told, look, store } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b', 'c']) await inner.insert(session(id))
      },
    })
    told.length = 0
    await store.delete('b')
    await look()
    expect(told).toEqual([keyOf('b')])
  })

  test('is told of one that was removed and begun anew', async () => {
    const { told, look, store } = await createScene()
    await store.insert(session('a'))
    await store.commit('a', { rev: 1, owner: null }, { attempt: 7, event: 'attempt' })
    await look()
    await store.delete('a')
    await store.insert(session('a'))
    await look()
    expect(told).toMatchObject([{ attempt: 7 }, { attempt: 0 }])
  })

  test('is not taken back by what was read before', async () => {
    let release = () => {}
    let isHeldUp = false
    const { row, look, store, source, clock } = await createScene({
      spoil: (inner) => ({
        ...inner,
        async list(query) {
          const records = await inner.list(query)
          if (isHeldUp) await new Promise<void>((resolve) => (release = resolve))
          return records
        },
      }),
      fill: (inner) => inner.insert(session('a', { status: 'sleeping' })),
    })
    isHeldUp = true
    clock.advance(500)
    await nextTurn()
    isHeldUp = false
    expect(await source.command(keyOf('a'), 'cancel', 'ada')).toBeUndefined()
    expect(row('a')?.status).toBe('cancelled')
    release()
    await until(() => clock.timers > 0)
    expect(row('a')?.status).toBe('cancelled')
    await look()
    expect(row('a')?.status).toBe((await store.get('a'))?.status)
  })
})

describe('what was asked of a stored session', () => {
  test.each(['wake', 'cancel'] as const)('is told at once, and until it is done: %s', async (asked) => {
    const { row, look, store, source } = await createScene({
      fill: (inner) => inner.insert(session('a', { status: 'sleeping' }), ME),
    })
    expect(row('a')).not.toHaveProperty('asked')
    // In the millisecond in which it was written last.
    await source.command(keyOf('a'), asked === 'wake' ? 'retry' : 'cancel', 'ada')
    expect(row('a')).toMatchObject({ asked, owner: 'worker 1' })
    await look(15_000)
    expect(row('a')).toMatchObject({ asked })
    expect(row('a')).not.toHaveProperty('owner')
    const done = { wakeRequested: false, cancelRequested: false, event: 'attempt' } as const
    await store.commit('a', { rev: 1, owner: 'worker 1' }, { ...done, status: 'active' })
    await look()
    expect(row('a')).not.toHaveProperty('asked')
  })

  test('is to be cancelled, where it is to be woken as well, and nothing once it has ended', async () => {
    const { row, look, store, end } = await createScene({
      fill: (inner) => inner.insert(session('a', { status: 'sleeping' }), ME),
    })
    await store.cancel('a')
    await store.wake('a')
    await look()
    expect(row('a')?.asked).toBe('cancel')
    await end('a', 'quarantined')
    await look()
    expect(row('a')).toMatchObject({ status: 'quarantined' })
    expect(row('a')).not.toHaveProperty('asked')
  })
})

describe('who runs a stored session', () => {
  const held = (store: SessionStore) => store.insert(session('a'), ME)

  test('is named, with his lease, as long as he holds it', async () => {
    const { row, look, clock, told, store } = await createScene({ fill: held })
    const began = clock.now()
    expect(row('a')).toMatchObject({ owner: 'worker 1', leaseUntil: began + 15_000 })
    await look(14_000)
    expect(row('a')).toMatchObject({ owner: 'worker 1' })
    await look(1000)
    expect(row('a')).not.toHaveProperty('owner')
    expect(row('a')).not.toHaveProperty('leaseUntil')
    told.length = 0
    // He stood still, and is back.
    await store.renew(ME)
    await look()
    expect(told).toMatchObject([{ owner: 'worker 1', leaseUntil: began + 30_000 }])
  })

  test('is told again when half of a lease is over, for all that he runs', async () => {
    const { told, look, store } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b']) await inner.insert(session(id), ME)
      },
    })
    told.length = 0
    for (let times = 0; times < 30; times++) {
      await store.renew(ME)
      await look()
    }
    // In 15 seconds.
    expect(told.map((row) => (typeof row === 'string' ? row : row.id))).toEqual(['a', 'b'])
  })

  test('is nobody within a second when his process has died', async () => {
    const dead = createOwner().replace(` ${process.pid} `, ' 99999999 ')
    const living = createOwner()
    const { row } = await createScene({
      async fill(store) {
        await store.insert(session('orphan'), { ...ME, owner: dead })
        await store.insert(session('orphan too'), { ...ME, owner: dead })
        await store.insert(session('held'), { ...ME, owner: living })
      },
    })
    expect(row('held')?.owner).toBe(ownerName(living))
    expect(row('orphan')).not.toHaveProperty('owner')
    expect(row('orphan too')).not.toHaveProperty('owner')
  })

  test('is whoever took it over', async () => {
    const { row, look, store } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b']) await inner.insert(session(id), ME)
      },
    })
    await store.claim('a', { owner: 'worker 2', leaseFor: 15_000, gone: 'worker 1' })
    await look()
    expect(row('a')?.owner).toBe('worker 2')
    expect(row('b')?.owner).toBe('worker 1')
  })

  test('is whoever has taken it in that very moment', async () => {
    let isTaken = true
    const { row, look } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b']) await inner.insert(session(id), ME)
      },
      spoil: (inner) => ({
        ...inner,
        async get(id) {
          if (!isTaken) await inner.claim(id, { owner: 'worker 2', leaseFor: 99_000, gone: 'worker 1' })
          isTaken = true
          return inner.get(id)
        },
      }),
    })
    isTaken = false
    await look(10_000)
    expect(row('a')).toMatchObject({ owner: 'worker 2' })
    expect(row('b')).toMatchObject({ owner: 'worker 1', leaseUntil: row('b')!.startedAt + 15_000 })
  })

  test('is nobody where it was released, or removed', async () => {
    const { row, look, store } = await createScene({
      async fill(inner) {
        for (const id of ['a', 'b']) await inner.insert(session(id), ME)
      },
    })
    await store.commit('a', { rev: 1, owner: 'worker 1' }, { leaseFor: null, event: 'released' })
    await look()
    expect(row('a')).not.toHaveProperty('owner')
    await store.commit('b', { rev: 1, owner: 'worker 1' }, { leaseFor: null, event: 'released' })
    await store.delete('b')
    await look()
    expect(row('b')).toBeUndefined()
  })

  test('is named without a lease where a store gives one that has no end', async () => {
    const { row, look, told } = await createScene({
      fill: held,
      spoil: (store) => {
        const endless = (record: SessionRecord) => ({ ...record, leaseUntil: null })
        return {
          ...store,
          list: async (query) => (await store.list(query)).map(endless),
          get: async (id) => endless((await store.get(id)) as SessionRecord),
        }
      },
    })
    await look(60_000)
    expect(row('a')?.owner).toBe('worker 1')
    expect(row('a')).not.toHaveProperty('leaseUntil')
    expect(told).toHaveLength(1)
  })
})
