import {
  bind,
  createRetryMachine,
  retry,
  retryIfResult,
  retrySetup,
  runWithRetry,
  startRetry,
  stopAfterAttempt,
  waitFixed,
} from 'holdfast'
import type { RetryMachine, SessionSnapshot } from 'holdfast'
import { attach } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createActor, matchesState, setup } from 'xstate'
import type { StateValue } from 'xstate'

import { createInspectorSource } from '../../../src/visualizer/sources/inspector-source.ts'
import type { InspectorSourceOptions } from '../../../src/visualizer/sources/inspector-source.ts'
import { hear, rowWhen } from './support/hear.ts'

function look(options?: InspectorSourceOptions) {
  const source = createInspectorSource(options)
  onTestFinished(() => source.close())
  return { source, inspect: source.inspect, ...hear(source) }
}

const failing =
  (message = 'connection reset') =>
  () => {
    throw new Error(message)
  }

const asleep = (row: { readonly status: string }) => row.status === 'sleeping'
const over = (row: { readonly endedAt?: number }) => row.endedAt !== undefined
const keyOf = ({ rows }: ReturnType<typeof hear>) => [...rows.keys()][0] ?? ''

/** What its end is, is its own business. */
const letEnd = (session: { readonly result: Promise<unknown>; abort(): void }) => {
  session.result.catch(() => {})
  onTestFinished(() => session.abort())
}

describe('the row of a session', () => {
  test('that runs its first attempt', async () => {
    const { inspect, ...heard } = look()
    const options = { id: 'job', name: 'load', stop: stopAfterAttempt(5) }
    letEnd(startRetry(options, () => new Promise(() => {}), { inspect }))
    const row = await rowWhen(heard, 'load', ({ state }) => state === 'attempting.running')
    expect(row).toStrictEqual({
      key: expect.stringMatching(/^[\da-f]{8}-\d+$/),
      name: 'load',
      kind: 'job',
      origin: 'live',
      source: 'here',
      status: 'active',
      state: 'attempting.running',
      attempt: 1,
      limit: 5,
      startedAt: expect.any(Number),
      changedAt: expect.any(Number),
      can: ['cancel'],
    })
  })

  test('that sleeps: what failed, when it wakes, and that it can be woken', async () => {
    const clock = createVirtualClock()
    const { inspect, ...heard } = look({ clock })
    const options = { name: 'load', wait: waitFixed('1h') }
    letEnd(startRetry(options, failing('reset\nby peer'), { inspect, id: 'order 7' }))
    const row = await rowWhen(heard, 'load', asleep)
    expect(row).toMatchObject({
      id: 'order 7',
      state: 'sleeping.resting',
      error: 'Error: reset',
      wakeAt: clock.now() + 3_600_000,
      can: ['wake', 'cancel'],
    })
    expect(row.limit).toBeUndefined()
  })

  test('in its second attempt shows what the first came to', async () => {
    const { inspect, ...heard } = look()
    let calls = 0
    const load = () => (++calls === 1 ? failing()() : new Promise(() => {}))
    letEnd(startRetry({ name: 'load', wait: waitFixed(1) }, load, { inspect }))
    const row = await rowWhen(
      heard,
      'load',
      ({ attempt, state }) => attempt === 2 && state.endsWith('running'),
    )
    expect(row).toMatchObject({ status: 'active', error: 'Error: connection reset', can: ['cancel'] })
    expect(row.wakeAt).toBeUndefined()
  })

  test('that is done has no error any more', async () => {
    const { inspect, ...heard } = look()
    let calls = 0
    await runWithRetry({ name: 'load' }, () => (++calls === 1 ? failing()() : 'ok'), { inspect })
    const row = await rowWhen(heard, 'load', over)
    expect(row).toMatchObject({ status: 'done', state: 'done', attempt: 2, can: [] })
    expect(row.error).toBeUndefined()
    expect(row.endedAt).toBe(row.changedAt)
  })

  test('that gave up shows the error of the last attempt', async () => {
    const { inspect, ...heard } = look()
    await runWithRetry({ name: 'load', stop: stopAfterAttempt(1) }, failing(), { inspect }).catch(() => {})
    const row = await rowWhen(heard, 'load', over)
    expect(row).toMatchObject({ status: 'failed', limit: 1, error: 'Error: connection reset', can: [] })
  })

  test('that gave up on a value says so', async () => {
    const { inspect, ...heard } = look()
    const options = { name: 'load', stop: stopAfterAttempt(1), retry: () => true }
    await runWithRetry(options, () => 'pending', { inspect }).catch(() => {})
    const row = await rowWhen(heard, 'load', over)
    expect(row.error).toMatch(/^RetryError: load gave up .*"pending"$/)
    expect(row.lastResult).toBe('"pending"')
  })

  test('that was refused a result shows it, until an attempt fails or is accepted', async () => {
    const { inspect, ...heard } = look()
    const attempts = [
      () => ({ status: 'PENDING', steps: ['a\nb', 2, null] }),
      failing(),
      () => undefined,
      () => new Promise(() => {}),
    ]
    let calls = 0
    const options = { name: 'report', wait: waitFixed('1h'), retry: () => true }
    const session = startRetry(options, () => attempts[calls++]?.(), { inspect })
    letEnd(session)
    const next = (attempt: number) =>
      rowWhen(heard, 'report', (row) => row.attempt === attempt && asleep(row))
    const pending = '{ status: "PENDING", steps: ["a\\nb", 2, null] }'
    const first = await next(1)
    expect(first).toMatchObject({ lastResult: pending })
    expect(first).not.toHaveProperty('error')

    session.wake()
    const failed = await next(2)
    expect(failed).toMatchObject({ error: 'Error: connection reset' })
    expect(failed).not.toHaveProperty('lastResult')

    session.wake()
    expect(await next(3)).toMatchObject({ error: 'Error: connection reset', lastResult: 'nothing' })
    session.wake()
    const fourth = ({ attempt, state }: { readonly attempt?: number; readonly state: string }) =>
      attempt === 4 && state.endsWith('running')
    expect(await rowWhen(heard, 'report', fourth)).toMatchObject({ lastResult: 'nothing' })
    session.abort()
    expect(await rowWhen(heard, 'report', over)).toMatchObject({ status: 'cancelled', lastResult: 'nothing' })
  })

  test('whose result was accepted has no other any more', async () => {
    const { inspect, ...heard } = look()
    let calls = 0
    const options = { name: 'report', retry: retryIfResult((result) => result === 'pending') }
    await runWithRetry(options, () => (++calls === 1 ? 'pending' : 'ready'), { inspect })
    expect(await rowWhen(heard, 'report', over)).not.toHaveProperty('lastResult')
  })

  test('whose result is large shows no more than an error would', async () => {
    const { inspect, ...heard } = look()
    const refuse = async (name: string, result: unknown) => {
      letEnd(startRetry({ name, wait: waitFixed('1h'), retry: () => true }, () => result, { inspect }))
      return (await rowWhen(heard, name, asleep)).lastResult
    }
    expect(await refuse('text', 'x'.repeat(1000))).toBe(`"${'x'.repeat(198)}…`)
    const list = Array.from({ length: 90 }, (_, index) => ({ index }))
    const shown = (await refuse('list', list)) ?? ''
    expect(shown).toHaveLength(200)
    expect(shown).toMatch(/^\[\{ index: 0 \}, \{ index: 1 \},.*…$/)
    expect(await refuse('empty', [{}, []])).toBe('[{}, []]')
  })

  test('whose function has no name goes by its kind', async () => {
    const { inspect, ...heard } = look()
    await runWithRetry(createRetryMachine({ id: 'charge' }), async () => 1, { inspect })
    expect(await rowWhen(heard, 'charge', over)).toMatchObject({ name: 'charge', kind: 'charge' })
  })

  test('whatever was thrown, in a line that is not too long', async () => {
    const { inspect, ...heard } = look()
    const options = { stop: stopAfterAttempt(1), reraise: true }
    const end = async (name: string, thrown: unknown) => {
      await runWithRetry({ ...options, name }, () => Promise.reject(thrown), { inspect }).catch(() => {})
      return (await rowWhen(heard, name, over)).error
    }
    expect(await end('text', 'down')).toBe('"down"')
    expect(await end('nothing', undefined)).toBe('undefined')
    expect(await end('object', { status: 503 })).toBe('{"status":503}')
    expect(await end('empty', {})).toBe('an error of which nothing was told')
    expect(await end('silent', { name: 'Silent' })).toBe('Silent')
    expect(await end('nameless', { message: 'm' })).toBe('Error: m')
    expect(await end('long', new Error('x'.repeat(1000)))).toHaveLength(200)
  })

  test('that was aborted is cancelled', async () => {
    const { inspect, ...heard } = look()
    const session = startRetry({ name: 'load', wait: waitFixed('1h') }, failing(), { inspect })
    await rowWhen(heard, 'load', asleep)
    session.abort(new Error('enough'))
    await session.result.catch(() => {})
    expect(await rowWhen(heard, 'load', over)).toMatchObject({
      status: 'cancelled',
      error: 'Error: connection reset',
    })
  })

  test('that was aborted in an attempt shows what the one before it came to', async () => {
    const { inspect, ...heard } = look()
    let calls = 0
    const load = () => (++calls < 3 ? failing(`reset ${calls}`)() : new Promise(() => {}))
    const session = startRetry({ name: 'load', wait: waitFixed(1) }, load, { inspect })
    await rowWhen(heard, 'load', ({ attempt, state }) => attempt === 3 && state.endsWith('running'))
    session.abort()
    await session.result.catch(() => {})
    expect(await rowWhen(heard, 'load', over)).toMatchObject({ status: 'cancelled', error: 'Error: reset 2' })
  })

  test('that was aborted before any attempt had failed shows with what', async () => {
    const { inspect, ...heard } = look()
    const session = startRetry({ name: 'load' }, () => new Promise(() => {}), { inspect })
    await rowWhen(heard, 'load', ({ state }) => state.endsWith('running'))
    session.abort(new Error('enough'))
    await session.result.catch(() => {})
    expect(await rowWhen(heard, 'load', over)).toMatchObject({ status: 'cancelled', error: 'Error: enough' })
  })

  test('that its timeout ended has failed', async () => {
    const clock = createVirtualClock()
    const { inspect, ...heard } = look({ clock })
    const options = { name: 'load', wait: waitFixed('1h'), timeout: 5000, clock }
    const session = startRetry(options, failing(), { inspect })
    session.result.catch(() => {})
    await rowWhen(heard, 'load', asleep)
    clock.advance(5000)
    expect(await rowWhen(heard, 'load', over)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(/^TimeoutError: the session .* caused by Error: connection reset$/),
    })
  })

  test('of any machine tells what failed last, though it went on', async () => {
    const { inspect, ...heard } = look()
    const work = bind(createRetryMachine({ id: 'inner', stop: stopAfterAttempt(1) }), failing())
    const machine = setup({ actors: { work } }).createMachine({
      id: 'order',
      initial: 'paying',
      states: {
        paying: { invoke: { src: 'work', onError: 'refused' } },
        refused: { on: { END: 'end' } },
        end: { type: 'final' },
      },
    })
    const actor = createActor(machine, { inspect }).start()
    const refused = await rowWhen(heard, 'order', ({ state }) => state === 'refused')
    expect(refused).toMatchObject({ status: 'active', lastFailure: 'Error: connection reset' })
    expect(refused).not.toHaveProperty('error')
    actor.send({ type: 'END' })
    expect(await rowWhen(heard, 'order', over)).toMatchObject({
      status: 'done',
      lastFailure: 'Error: connection reset',
    })
  })

  test('that was stopped shows what had failed', async () => {
    const { inspect, ...heard } = look()
    const session = startRetry({ name: 'load', wait: waitFixed('1h') }, failing(), { inspect })
    session.result.catch(() => {})
    await rowWhen(heard, 'load', asleep)
    session.actor.stop()
    expect(await rowWhen(heard, 'load', over)).toMatchObject({
      status: 'stopped',
      error: 'Error: connection reset',
      can: [],
    })
  })

  test('whose sleep has no end does not say when it wakes', async () => {
    const { inspect, ...heard } = look()
    letEnd(startRetry({ name: 'load', wait: waitFixed(Infinity) }, failing(), { inspect }))
    const row = await rowWhen(heard, 'load', asleep)
    expect([row.wakeAt, row.can]).toStrictEqual([undefined, ['wake', 'cancel']])
  })

  test('of which a sanitiser hides the context', async () => {
    const { inspect, ...heard } = look({ sanitize: (value, path) => (path[0] === 'context' ? 'x' : value) })
    letEnd(startRetry({ name: 'load', wait: waitFixed('1h') }, failing(), { inspect }))
    const row = await rowWhen(heard, 'load', asleep)
    expect([row.attempt, row.error, row.wakeAt]).toStrictEqual([undefined, undefined, undefined])
  })

  test('that takes an event in its sleep, or a second ABORT, is what it was', async () => {
    const clock = createVirtualClock()
    const { inspect, ...heard } = look({ clock })
    const { chart, extend } = retrySetup({ name: 'noted', wait: waitFixed('1h') })
    const { sleeping } = chart.states
    const { resting } = sleeping.states
    const machine = extend({}).createMachine({
      ...chart,
      states: {
        ...chart.states,
        sleeping: {
          ...sleeping,
          states: {
            ...sleeping.states,
            resting: {
              ...resting,
              on: { ...resting.on, NOTE: '.noted' },
              initial: 'fresh',
              states: { fresh: {}, noted: {} },
            },
          },
        },
      },
      // Of a state that XState's types of the chart do not know.
    } as never) as unknown as RetryMachine
    const actor = createActor(bind(machine, failing()), { inspect })
    actor.subscribe({ error() {} })
    actor.start()
    const { wakeAt } = await rowWhen(heard, 'noted', asleep)
    clock.advance(1000)
    actor.send({ type: 'NOTE' } as never)
    const noted = await rowWhen(heard, 'noted', ({ state }) => state.endsWith('noted'))
    expect([noted.wakeAt, noted.status]).toStrictEqual([wakeAt, 'sleeping'])
    expect(noted.changedAt).toBe(clock.now())
    actor.send({ type: 'ABORT' })
    actor.send({ type: 'ABORT' })
    expect((await rowWhen(heard, 'noted', over)).status).toBe('cancelled')
  })
})

describe('a sleep that was cut in an earlier process', () => {
  const suspended = (value: StateValue) =>
    new Promise<SessionSnapshot>((resolve) => {
      const session = startRetry({ name: 'load', wait: waitFixed('1h') }, failing())
      letEnd(session)
      session.subscribe((snapshot) => {
        if (matchesState(value, snapshot.value)) resolve(session.snapshot())
      })
    })

  const wakeAtFrom = async (snapshot: SessionSnapshot) => {
    const clock = createVirtualClock()
    const { inspect, ...heard } = look({ clock })
    letEnd(startRetry({ name: 'load', wait: waitFixed('1h'), clock }, failing(), { inspect, snapshot }))
    await rowWhen(heard, 'load', asleep)
    // It may have gone on already.
    return (heard.told.find(asleep)?.wakeAt ?? NaN) - clock.now()
  }

  test('ends when it would have ended', async () => {
    const snapshot = await suspended({ sleeping: 'resting' })
    const now = createVirtualClock().now()
    expect(await wakeAtFrom({ ...snapshot, savedAt: now, wakeAt: now + 60_000 })).toBe(60_000)
    // It is over already; and a clock that was set back makes no sleep longer than it was.
    expect(await wakeAtFrom({ ...snapshot, savedAt: now - 9, wakeAt: now - 5 })).toBe(0)
    expect(await wakeAtFrom({ ...snapshot, savedAt: now + 7_200_000, wakeAt: now + 7_260_000 })).toBe(60_000)
  })

  test('that was to come is as long as it was to be', async () => {
    expect(await wakeAtFrom(await suspended({ attempting: 'running' }))).toBe(3_600_000)
  })
})

describe('machines', () => {
  test('that invoke a session are listed, and are its parent', async () => {
    const { inspect, ...heard } = look()
    const retrying = bind(createRetryMachine({ name: 'load', wait: waitFixed('1h') }), failing())
    const machine = setup({ actors: { retrying } }).createMachine({
      id: 'order',
      initial: 'loading',
      states: { loading: { invoke: { src: 'retrying' } } },
      on: { ABORT: '.loading' },
    })
    const actor = createActor(machine, { inspect }).start()
    onTestFinished(() => void actor.stop())
    const child = await rowWhen(heard, 'load', asleep)
    const parent = await rowWhen(heard, 'order')
    expect(child.parent).toBe(parent.key)
    expect(parent).toMatchObject({ kind: 'order', status: 'active', state: 'loading', can: ['cancel'] })
    expect([parent.parent, parent.attempt]).toStrictEqual([undefined, undefined])
  })

  test('with regions, and with an end', async () => {
    const { inspect, ...heard } = look()
    const machine = setup({}).createMachine({
      id: 'lamp',
      type: 'parallel',
      states: {
        light: { initial: 'off', states: { off: { on: { ON: 'on' } }, on: { type: 'final' } } },
        fan: {
          initial: 'slow',
          states: {
            slow: { initial: 'cool', states: { cool: { tags: 'waiting' } }, on: { STOP: '#off' } },
            off: { id: 'off', type: 'final' },
          },
        },
      },
    })
    const actor = createActor(machine, { inspect }).start()
    expect(await rowWhen(heard, 'lamp')).toMatchObject({
      status: 'active',
      state: 'fan.slow.cool, light.off',
      can: [],
    })
    actor.send({ type: 'ON' })
    actor.send({ type: 'STOP' })
    const row = await rowWhen(heard, 'lamp', over)
    expect(row).toMatchObject({ status: 'done', state: 'fan.off, light.on' })
    expect(row.error).toBeUndefined()
  })

  test('without states, that throw', async () => {
    const { inspect, ...heard } = look()
    const machine = setup({ actions: { boom: failing('boom') } }).createMachine({
      id: 'bare',
      on: { GO: { actions: 'boom' }, ABORT: [] },
    })
    const actor = createActor(machine, { inspect })
    actor.subscribe({ error() {} })
    actor.start()
    expect(await rowWhen(heard, 'bare')).toMatchObject({ state: '', can: [] })
    actor.send({ type: 'GO' })
    expect(await rowWhen(heard, 'bare', over)).toMatchObject({ status: 'failed', error: 'Error: boom' })
  })

  test('a session that fails after an ABORT of which it made something else has failed', async () => {
    const { inspect, ...heard } = look()
    const machine = setup({ actions: { boom: failing('boom') } }).createMachine({
      id: 'stubborn',
      initial: 'a',
      states: { a: { on: { ABORT: 'b' } }, b: { on: { GO: 'c' } }, c: { on: { GO: { actions: 'boom' } } } },
    })
    const actor = createActor(machine, { inspect })
    actor.subscribe({ error() {} })
    actor.start()
    for (const type of ['ABORT', 'GO', 'GO'] as const) actor.send({ type })
    expect(await rowWhen(heard, 'stubborn', over)).toMatchObject({ status: 'failed' })
  })
})

describe('a command', () => {
  test('wakes a session, and says who did', async () => {
    const { source, inspect, ...heard } = look()
    letEnd(startRetry({ name: 'load', wait: waitFixed('1h') }, failing(), { inspect }))
    const { key } = await rowWhen(heard, 'load', asleep)
    expect(await source.command(key, 'retry', 'ada')).toBeUndefined()
    await rowWhen(heard, 'load', ({ attempt }) => attempt === 2)
    expect(heard.messages.flatMap((each) => (each.type === 'event' ? (each.by ?? []) : []))).toStrictEqual([
      'ada',
    ])
  })

  test('cancels a session', async () => {
    const { source, inspect, ...heard } = look()
    const session = startRetry({ name: 'load' }, () => new Promise(() => {}), { inspect })
    const { key } = await rowWhen(heard, 'load', ({ state }) => state.endsWith('running'))
    expect(await source.command(key, 'cancel', 'ada@web-1')).toBeUndefined()
    await expect(session.result).rejects.toThrow('cancelled by ada@web-1')
    expect((await rowWhen(heard, 'load', over)).status).toBe('cancelled')
  })

  test('that cannot be done is refused with a reason', async () => {
    const { source, inspect, ...heard } = look()
    const machine = setup({}).createMachine({
      id: 'bare',
      on: { ABORT: { guard: () => false, target: '#bare' } },
    })
    const actor = createActor(machine, { inspect }).start()
    const { key } = await rowWhen(heard, 'bare')
    expect(await source.command('none', 'retry', 'ada')).toBe('is not held any more')
    expect(await source.command(key, 'retry', 'ada')).toBe('does not sleep')
    expect(await source.command(key, 'cancel', 'ada')).toBe('was in another state when it was asked')
    actor.stop()
    await rowWhen(heard, 'bare', over)
    expect(await source.command(key, 'cancel', 'ada')).toBe('has ended')
    const other = setup({}).createMachine({ id: 'deaf' })
    createActor(other, { inspect }).start()
    const deaf = await rowWhen(heard, 'deaf')
    expect(await source.command(deaf.key, 'cancel', 'ada')).toBe('takes no ABORT in its state')
  })
})

describe('the details', () => {
  test('are all that is held, and the counts are of all that was', async () => {
    const { source, inspect, ...heard } = look({ events: 20 })
    const options = { name: 'load', stop: stopAfterAttempt(10) }
    await runWithRetry(options, failing(), { inspect }).catch(() => {})
    await rowWhen(heard, 'load', over)
    const detail = await source.detail(keyOf(heard))
    expect(detail?.definition).toMatchObject({ id: 'retry' })
    expect(detail?.messages.map(({ type }) => type).slice(0, 2)).toStrictEqual(['session', 'event'])
    expect(detail?.messages).toHaveLength(21)
    expect(detail?.forgotten).toBe(heard.messages.length - 21)
    expect(detail?.taken['retry.attempting.running xstate.error.actor.attempt 0']).toBe(10)
    expect(detail?.taken['retry.evaluating.stopping xstate.done.actor.stop 0']).toBe(1)
    expect(detail?.taken['retry.evaluating.stopping xstate.done.actor.stop 1']).toBe(9)
    expect(await source.detail('none')).toBeUndefined()
  })

  test('include the last state, which is no snapshot to go on from', async () => {
    const { source, inspect, ...heard } = look()
    await runWithRetry({ name: 'load' }, () => ({ token: 'abc' }), { inspect })
    await rowWhen(heard, 'load', over)
    expect(await source.snapshot(keyOf(heard))).toMatchObject({
      snapshot: { value: 'done', status: 'done', context: { result: { token: '[redacted]' } } },
      restorable: false,
      reason: expect.stringContaining('session.snapshot()'),
    })
    expect(await source.snapshot('none')).toBeUndefined()
  })
})

test('a source may be started late, and tells what it is', async () => {
  const source = createInspectorSource()
  const detach = attach(source)
  await retry(async function ping() {})()
  detach()
  const heard = hear(source)
  expect([...heard.rows.values()].map(({ name, status }) => [name, status])).toStrictEqual([['ping', 'done']])
  expect(source.info()).toStrictEqual({
    id: 'here',
    type: 'program',
    title: expect.stringMatching(/^node.* \(\d+\)$/),
    connected: true,
  })
  await source.close()
  expect(heard.changes).toBe(0)
})

test('what is held is bounded: the oldest rows are removed', async () => {
  const { inspect, ...heard } = look({ sessions: 2 })
  for (const name of ['one', 'two', 'three']) await runWithRetry({ name }, () => 1, { inspect })
  await rowWhen(heard, 'three', over)
  expect([...heard.rows.values()].map(({ name }) => name)).toStrictEqual(['two', 'three'])
  expect(heard.removed).toHaveLength(1)
})
