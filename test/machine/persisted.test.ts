import { describe, expect, test } from 'vitest'
import { bind, createRetryMachine, readSnapshot, startRetry, stopAfterAttempt } from 'holdfast'
import type { AttemptInfo, PersistedRetrySnapshot, RetryMachine } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import { createActor, toPromise } from 'xstate'
import type { AnyActorLogic, Snapshot } from 'xstate'

import { quiet } from '../support/next-turn.ts'

const fail = () => Promise.reject(new Error('down'))

/** A session's snapshot once nothing but timers is left to run, as it comes back from a file. */
async function persisted(machine: RetryMachine) {
  const actor = createActor(machine)
  actor.subscribe({ error: () => {} })
  actor.start()
  await quiet()
  const snapshot = actor.getPersistedSnapshot()
  actor.stop()
  return JSON.parse(JSON.stringify(snapshot)) as typeof snapshot
}

const tellAttempt = ({ attemptNumber }: AttemptInfo) => `attempt ${attemptNumber}`

describe('a persisted session', () => {
  const clock = createVirtualClock()
  const machine = createRetryMachine({ clock, wait: () => 60_000, stop: stopAfterAttempt(3) })

  test('goes on from its sleep, with the next attempt', async () => {
    const snapshot = await persisted(bind(machine, fail))
    expect(snapshot).toMatchObject({ value: { sleeping: 'resting' } })
    const actor = createActor(bind(machine, tellAttempt), { snapshot }).start()
    await quiet()
    expect(clock.timers).toBe(1)
    clock.advance(60_000)
    expect(await toPromise(actor)).toBe('attempt 2')
  })

  test('runs an attempt that was under way again', async () => {
    const snapshot = await persisted(bind(machine, () => new Promise(() => {})))
    expect(snapshot).toMatchObject({ value: { attempting: 'running' } })
    expect(await toPromise(createActor(bind(machine, tellAttempt), { snapshot }).start())).toBe('attempt 1')
  })

  test('that had gone on from a snapshot goes on once more, with its keys and its age', async () => {
    const session = startRetry(machine, fail, { id: 'job' })
    await quiet()
    const written = session.snapshot()
    session.actor.stop()
    clock.advance(20_000)
    const tellAll = ({ attemptKey }: AttemptInfo) => attemptKey
    const bound = bind(machine, tellAll)
    const resumed = createActor(bound, { snapshot: readSnapshot(written) }).start()
    clock.advance(20_000)
    const snapshot = JSON.parse(JSON.stringify(resumed.getPersistedSnapshot())) as PersistedRetrySnapshot
    resumed.stop()
    const actor = createActor(bound, { snapshot }).start()
    await quiet()
    clock.advance(20_000)
    expect(await toPromise(actor)).toBe('job:2')
    expect(actor.getSnapshot().context.elapsed).toBe(60_000)
  })

  test('that was done stays done, and runs nothing', async () => {
    const snapshot = await persisted(bind(machine, tellAttempt))
    const actor = createActor(
      bind(machine, () => expect.fail('must not run')),
      { snapshot },
    ).start()
    expect(await toPromise(actor)).toBe('attempt 1')
  })
})

describe('an actor', () => {
  test('of an unbound machine may be stopped at once', () => {
    const actor = createActor(createRetryMachine()).start()
    actor.stop()
    expect(actor.getSnapshot().status).toBe('stopped')
  })

  test('drops events that its step does not know', async () => {
    const actor = createActor(bind(createRetryMachine(), async () => (await quiet(), 'ok')))
    const result = toPromise(actor)
    actor.start()
    await Promise.resolve()
    for (const child of Object.values(actor.getSnapshot().children)) child?.send({ type: 'UNKNOWN' })
    expect(await result).toBe('ok')
  })
})

test('a step that has ended neither begins again nor changes', () => {
  const { sleep } = createRetryMachine().implementations.actors
  // The machine's own logic, which its implementations know as any kind of source.
  const logic = sleep as AnyActorLogic
  const stopped: Snapshot<unknown> = { status: 'stopped', output: undefined, error: undefined }
  const actor = createActor(logic, { snapshot: stopped }).start()
  expect(actor.getSnapshot()).toEqual(stopped)
  const late = { type: 'xstate.promise.resolve', data: 1 }
  expect(logic.transition(stopped, late, {} as never)).toBe(stopped)
})
