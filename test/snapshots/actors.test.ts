import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, readSnapshot, startRetry, writeSnapshot } from 'holdfast'
import type { AttemptInfo, RetryActor, RetryMachine } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { createActor, createMachine, toPromise } from 'xstate'

import { quiet } from '../support/next-turn.ts'
import { rejection } from '../support/settled.ts'
import { refusalOf } from './support/refusal-of.ts'
import { policyAt, sampleOf } from './support/samples.ts'
import type { Sample } from './support/samples.ts'

const fn = async ({ attemptNumber, isRepeated, attemptKey }: AttemptInfo) => ({
  attemptNumber,
  isRepeated,
  attemptKey,
})

/** An actor's result, also when it fails as it starts. */
async function resultOf(actor: RetryActor): Promise<unknown> {
  const result = toPromise(actor)
  actor.start()
  return result
}

describe('createActor goes on from readSnapshot', () => {
  const clock = createVirtualClock()
  const machine = createRetryMachine(policyAt(clock))

  test.each([true, false])('when the machine is known: %s', async (isKnown) => {
    const options = isKnown ? { machine } : {}
    const snapshot = readSnapshot(JSON.stringify(await sampleOf('running')), options)
    expect(await resultOf(createActor(bind(machine, fn), { snapshot }))).toStrictEqual({
      attemptNumber: 2,
      isRepeated: true,
      attemptKey: 'import-7:2',
    })
  })

  test('in any state, whether the machine is known or not', async () => {
    const ends: Readonly<Partial<Record<Sample, unknown>>> = { done: { rows: 3 } }
    for (const sample of ['before', 'running', 'resting', 'done'] as const) {
      for (const options of [{ machine }, {}]) {
        const actor = createActor(bind(machine, fn), {
          snapshot: readSnapshot(await sampleOf(sample), options),
        })
        const result = resultOf(actor)
        await quiet()
        clock.advance(60_000)
        expect(await result).toMatchObject(ends[sample] ?? { attemptNumber: sample === 'resting' ? 3 : 2 })
      }
    }
    for (const sample of ['failing', 'failed'] as const) {
      const actor = createActor(bind(machine, fn), {
        snapshot: readSnapshot(await sampleOf(sample), { machine }),
      })
      expect(await rejection(resultOf(actor))).toMatchObject({ name: 'RetryError' })
    }
  })

  test('on the clock of its policy, also when that was not known', async () => {
    const sample = await sampleOf('running')
    const late = createVirtualClock()
    late.advance(sample.savedAt - late.now() + 5000)
    const bound = bind(createRetryMachine(policyAt(late, { after: () => new Promise(() => {}) })), () =>
      Promise.reject(new Error('down')),
    )
    const actor = createActor(bound, { snapshot: readSnapshot(sample) }).start()
    await quiet()
    expect(actor.getSnapshot().context.elapsed).toBe(sample.age + 5000)
    actor.stop()
  })

  test('not without a function: that is the session’s error', async () => {
    const snapshot = readSnapshot(await sampleOf('running'), { machine })
    expect(await rejection(resultOf(createActor(machine, { snapshot })))).toMatchObject({
      name: 'SnapshotError',
      code: 'HOLDFAST_SNAPSHOT_STATE',
      message: expect.stringContaining(
        'createActor(bind(machine, fn), { snapshot: readSnapshot(snapshot) })',
      ),
    })
  })

  test('not with another machine: its first step fails, and the function is not called', async () => {
    let calls = 0
    const others = [createRetryMachine({ id: 'export' }), createRetryMachine({ id: 'import', version: '3' })]
    for (const other of others) {
      const snapshot = readSnapshot(await sampleOf('running'))
      const actor = createActor(
        bind(other, () => void calls++),
        { snapshot },
      )
      expect(await rejection(resultOf(actor))).toMatchObject({
        name: 'SnapshotError',
        code: 'HOLDFAST_SNAPSHOT_MISMATCH',
      })
    }
    expect(calls).toBe(0)
  })

  test('not under another id than its own', async () => {
    const sample = await sampleOf('running')
    const go = (id: string) =>
      resultOf(createActor(bind(machine, fn, { id }), { snapshot: readSnapshot(sample) }))
    expect(await go('import-7')).toMatchObject({ attemptKey: 'import-7:2' })
    expect(await rejection(go('import-8'))).toMatchObject({
      code: 'HOLDFAST_SNAPSHOT_MISMATCH',
      message:
        'the snapshot is of the session "import-7", and the machine is bound to the id "import-8": bind it without one',
    })
  })

  test('twice from the same', async () => {
    const snapshot = readSnapshot(await sampleOf('asking'), { machine })
    const keys = []
    for (const _ of [1, 2]) {
      const actor = createActor(bind(machine, fn), { snapshot })
      const result = resultOf(actor)
      await quiet()
      clock.advance(60_000)
      keys.push(await result)
    }
    expect(keys).toStrictEqual([keys[0], { attemptNumber: 3, isRepeated: false, attemptKey: 'import-7:3' }])
  })
})

describe('writeSnapshot', () => {
  test('takes an actor that has not started', async () => {
    const machine = bind(createRetryMachine(), async () => 'ok')
    const snapshot = writeSnapshot(createActor(machine))
    expect(snapshot).toMatchObject({ attemptNumber: 1, snapshot: { value: { attempting: 'before' } } })
    expect(await resultOf(createActor(machine, { snapshot: readSnapshot(snapshot, { machine }) }))).toBe('ok')
  })

  test('takes actors of retry machines alone', () => {
    const actors = [createActor(createMachine({})), undefined, {}, 5]
    for (const actor of actors)
      expect(() => writeSnapshot(actor as RetryActor)).toThrow(/^actor must be of a retry machine, got /)
  })

  test('shares nothing with the session', async () => {
    const session = startRetry(createRetryMachine({ retry: () => true, wait: () => Infinity }), async () => ({
      list: [1],
    }))
    await quiet()
    const snapshot = session.snapshot()
    const text = JSON.stringify(snapshot)
    ;(session.getSnapshot().context.result as { list: number[] }).list.push(2)
    session.abort()
    expect(JSON.stringify(snapshot)).toBe(text)
  })
})

test('readSnapshot takes retry machines alone', async () => {
  const snapshot = await sampleOf('running')
  const machine = createMachine({}) as unknown as RetryMachine
  expect(() => readSnapshot(snapshot, { machine })).toThrow(
    'machine must be from createRetryMachine, got StateMachine {…}',
  )
})

describe('read without its machine, a snapshot is refused', () => {
  test('in a state of the chart without its actors', async () => {
    const sample = await sampleOf('resting')
    const { watch } = sample.snapshot.children
    const without = { ...sample, snapshot: { ...sample.snapshot, children: { watch: watch! } } }
    expect(refusalOf(() => readSnapshot(without)).message).toContain(
      'snapshot.children.sleep must be the actor of its state',
    )
  })

  test('but not in a state that it does not know: that is XState’s error', async () => {
    const sample = await sampleOf('resting')
    const snapshot = readSnapshot({
      ...sample,
      wakeAt: null,
      snapshot: { ...sample.snapshot, value: 'gone', children: {} },
    })
    const actor = createActor(bind(createRetryMachine(), fn), { snapshot })
    expect(await rejection(resultOf(actor))).toMatchObject({
      message: expect.stringContaining("State 'gone' does not exist"),
    })
  })
})
