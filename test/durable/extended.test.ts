import { describe, expect, test, vi } from 'vitest'
import { createRetryMachine, retrySetup, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { AttemptInfo } from 'holdfast'

import { createCircuitMachine } from '../machine/citizen/circuit.ts'
import { quiet } from '../support/next-turn.ts'
import { settled } from '../support/settled.ts'
import { createStage, LEASE } from './stage.ts'

const hang = () => new Promise<never>(() => {})

const failing =
  (times: number, attempts: string[] = []) =>
  ({ attemptNumber, isRepeated }: AttemptInfo) => {
    attempts.push(`${attemptNumber}${isRepeated ? ' again' : ''}`)
    if (attemptNumber <= times) throw new Error('down')
    return `attempt ${attemptNumber}`
  }

describe('a stored session of a machine with a state and a context field of its own', () => {
  test('sleeps in that state as in any, and goes on there in another process', async () => {
    const { clock, store, enter } = createStage()
    const first = enter()
    const policy = { wait: waitFixed(1000) }
    void runWithRetry(createCircuitMachine({ ...policy, clock: first.clock }), failing(3), {
      id: 'job',
      store: first.store,
    })
    for (let sleeps = 0; sleeps < 2; sleeps++) {
      await quiet()
      clock.advance(1000)
    }
    await quiet()
    const opened = clock.now()
    const { snapshot, ...record } = (await store.get('job'))!
    expect(record).toMatchObject({ status: 'sleeping', attempt: 3, dueAt: opened + 30_000 })
    expect(JSON.parse(snapshot!)).toMatchObject({
      snapshot: { value: 'circuitOpen', context: { trips: 1 } },
    })
    first.die()
    clock.advance(20_000)

    const attempts: string[] = []
    const machine = createCircuitMachine({ ...policy, clock })
    const run = runWithRetry(machine, failing(3, attempts), { id: 'job', store: enter().store })
    await quiet()
    clock.advance(9999)
    await quiet()
    expect(attempts).toStrictEqual([])
    clock.advance(1)
    expect(await run).toBe('attempt 4')
    expect(attempts).toStrictEqual(['4'])
  })

  test('is released in that state when its call is ended', async () => {
    const { clock, store } = createStage()
    const caller = new AbortController()
    const machine = createCircuitMachine({ clock, wait: null })
    const run = runWithRetry(machine, failing(3), { id: 'job', store, signal: caller.signal })
    await quiet()
    caller.abort('bye')
    expect(await settled(run, 1)).toStrictEqual({ error: 'bye' })
    await quiet()
    expect(await store.get('job')).toMatchObject({ status: 'sleeping', owner: null, attempt: 3 })
    await store.wake('job')
    expect(await runWithRetry(machine, failing(3), { id: 'job', store })).toBe('attempt 4')
  })
})

test('a context field that cannot be stored ends the session, and is no attempt’s failure', async () => {
  const { store } = createStage()
  const { chart, extend } = retrySetup(
    { stop: stopAfterAttempt(3) },
    { types: { context: {} as { since: Date } } },
  )
  const machine = extend({}).createMachine({
    ...chart,
    context: (args) => ({ ...chart.context(args), since: new Date(0) }),
  })
  const attempts: string[] = []
  const run = runWithRetry(machine, failing(9, attempts), { id: 'job', store })
  await expect(run).rejects.toMatchObject({
    code: 'HOLDFAST_SNAPSHOT_VALUE',
    message: expect.stringContaining('context.since'),
  })
  expect(attempts).toStrictEqual(['1'])
  expect(await store.get('job')).toMatchObject({ status: 'failed' })
})

describe('a stored session of a machine after provide', () => {
  test('runs as its guards say, and is kept under the machine’s id', async () => {
    const { store } = createStage()
    const machine = createRetryMachine({ id: 'report', stop: stopAfterAttempt(5) }).provide({
      guards: { shouldStop: ({ context }) => context.attemptNumber === 2 },
    })
    const run = runWithRetry(machine, failing(9), { id: 'job', store })
    await expect(run).rejects.toMatchObject({ name: 'RetryError', statistics: { attemptNumber: 2 } })
    expect(await store.get('job')).toMatchObject({ kind: 'report', status: 'failed', attempt: 2 })
  })

  test('goes on in another process', async () => {
    const { clock, enter } = createStage()
    const first = enter()
    const provided = (of: typeof clock | typeof first.clock) =>
      createRetryMachine({ clock: of, wait: waitFixed('1h') }).provide({})
    void runWithRetry(provided(first.clock), failing(1), { id: 'job', store: first.store })
    await quiet()
    first.die()
    clock.advance(LEASE)
    const run = runWithRetry(provided(clock), failing(1), { id: 'job', store: enter().store })
    await quiet()
    clock.advance(3_600_000)
    expect(await run).toBe('attempt 2')
  })
})

describe('inspect', () => {
  test('is told every event of a stored session, and changes nothing', async () => {
    const { store } = createStage()
    const types = new Set<string>()
    const inspect = (event: { type: string }) => {
      types.add(event.type)
      throw new Error('inspector')
    }
    expect(await runWithRetry({}, failing(2), { id: 'job', store, inspect })).toBe('attempt 3')
    expect([...types]).toEqual(expect.arrayContaining(['@xstate.actor', '@xstate.event', '@xstate.snapshot']))
    expect((await store.history('job')).map(({ type }) => type)).toStrictEqual([
      'created',
      'attempt',
      'attempt',
      'done',
    ])
  })

  test('may abort the session by an event, which then has failed', async () => {
    const { store } = createStage()
    const inspect = vi.fn<(event: { type: string; actorRef: { send(event: object): void } }) => void>()
    const run = runWithRetry({}, hang, { id: 'job', store, inspect })
    await quiet()
    inspect.mock.calls[0]?.[0].actorRef.send({ type: 'ABORT', reason: 'by hand' })
    expect(await settled(run)).toStrictEqual({ error: 'by hand' })
    expect(await store.get('job')).toMatchObject({ status: 'failed', error: '"by hand"' })
  })
})

test('observers are told of a stored session once, over all its processes', async () => {
  const { clock, store, enter } = createStage()
  const told: string[] = []
  const observer = {
    onAttempt: ({ attemptNumber }: { attemptNumber: number }) => told.push(`attempt ${attemptNumber}`),
    onEnd: () => told.push('end'),
  }
  const first = enter()
  const policy = { observer, wait: waitFixed('1h') }
  void runWithRetry({ ...policy, clock: first.clock }, failing(1), { id: 'job', store: first.store })
  await quiet()
  first.die()
  clock.advance(LEASE)
  const run = runWithRetry({ ...policy, clock }, failing(1), { id: 'job', store: enter().store })
  await quiet()
  clock.advance(3_600_000)
  await run
  await runWithRetry({ ...policy, clock }, failing(1), { id: 'job', store })
  expect(told).toStrictEqual(['attempt 1', 'attempt 2', 'end'])
})
