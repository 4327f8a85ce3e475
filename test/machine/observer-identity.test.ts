import { expect, test } from 'vitest'
import { createRetryMachine, observe, retry, startRetry, waitFixed } from 'holdfast'
import type { RetryCallState, RetryEnd } from 'holdfast'
import { createActor, setup } from 'xstate'

import { quiet } from '../support/next-turn.ts'

class Meter {
  #calls = 0

  onStart(): void {
    this.#calls++
  }

  get calls(): number {
    return this.#calls
  }
}

test('an observer keeps its own `this`, with its private fields', async () => {
  const meter = new Meter()
  const unobserve = observe(meter)
  await retry({ observer: meter })(() => 1)()
  unobserve()
  await retry(() => 1)()
  expect(meter.calls).toBe(2)
})

test('one object that observes twice is told twice, until each has ended', async () => {
  const meter = new Meter()
  const unobserve = [observe(meter), observe(meter)]
  await retry(() => 1)()
  unobserve.pop()?.()
  await retry(() => 1)()
  unobserve.pop()?.()
  await retry(() => 1)()
  expect(meter.calls).toBe(3)
})

function ends() {
  const seen: RetryEnd['status'][] = []
  const onEnd = (_state: RetryCallState, { status }: RetryEnd) => seen.push(status)
  return { seen, observer: { onEnd } }
}

const fail = () => Promise.reject(new Error('down'))

test('an observer hears the end of a session whose actor is stopped', async () => {
  const { seen, observer } = ends()
  const session = startRetry({ wait: waitFixed('1h'), observer }, fail)
  await quiet()
  session.actor.stop()
  expect(seen).toEqual(['failed'])
})

test('an observer hears the end of a session that its parent leaves', async () => {
  const { seen, observer } = ends()
  const parent = setup({ actors: { session: createRetryMachine({ wait: waitFixed('1h'), observer }) } })
  const machine = parent.createMachine({
    initial: 'waiting',
    states: {
      waiting: { invoke: { src: 'session', input: { fn: fail } }, on: { LEAVE: 'left' } },
      left: {},
    },
  })
  const actor = createActor(machine).start()
  await quiet()
  actor.send({ type: 'LEAVE' })
  expect(seen).toEqual(['failed'])
})
