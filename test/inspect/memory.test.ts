import { createRetryMachine, retry } from 'holdfast'
import { attach, createInspector, redact } from 'holdfast/inspect'
import type { Inspector } from 'holdfast/inspect'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { createActor } from 'xstate'

import { createToPlain } from '../../src/inspect/plain/to-plain.ts'
import { nextTurn } from '../support/next-turn.ts'

setFlagsFromString('--expose-gc')
// Node's own type of it is of the global one, which the flag comes too late for.
const collect = runInNewContext('gc') as () => void

async function heapUsed(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await nextTurn()
    collect()
  }
  return process.memoryUsage().heapUsed
}

const MiB = 2 ** 20

const machine = createRetryMachine()
const [begun, done] = [
  createActor(machine).getSnapshot(),
  machine.resolveState({ value: 'done', context: createActor(machine).getSnapshot().context }),
]

/** Tells an inspector of a session that succeeds at once, without XState's own work for it. */
function tellOfSession(inspector: Inspector, sessionId: string): void {
  const actorRef = { sessionId, logic: machine, getSnapshot: () => begun }
  const init = { type: 'xstate.init' }
  for (const event of [
    { type: '@xstate.event', event: init },
    { type: '@xstate.snapshot', snapshot: begun, event: init },
    { type: '@xstate.event', event: { type: 'xstate.done.actor.retry' } },
    { type: '@xstate.snapshot', snapshot: done, event: { type: 'xstate.done.actor.retry' } },
  ])
    inspector.inspect({ ...event, actorRef, rootId: sessionId } as never)
}

test('100,000 sessions take no more memory than the last thousand', { timeout: 60_000 }, async () => {
  const inspector = createInspector()
  const tellOf = async (sessions: number) => {
    for (let n = 0; n < sessions; n++) {
      tellOfSession(inspector, `x:${n}`)
      if (n % 1000 === 0) await nextTurn()
    }
  }
  await tellOf(2000)
  const before = await heapUsed()
  await tellOf(98_000)
  expect((await heapUsed()) - before).toBeLessThan(2 * MiB)
  expect(inspector.sessions()).toHaveLength(1000)
  expect(inspector.messages()).toHaveLength(1 + 1000 * 6)
  expect(inspector.dropped).toBe(0)
})

test('of a session that has ended nothing is held that it worked with', async () => {
  const inspector = createInspector()
  onTestFinished(attach(inspector))
  inspector.addSink({ send() {} })
  const refs: WeakRef<object>[] = []
  const work = async () => {
    const result = { value: 'a value' }
    const argument = { id: 7 }
    const wrapped = retry(async (_argument: object) => result)
    refs.push(new WeakRef(result), new WeakRef(argument), new WeakRef(wrapped))
    await wrapped(argument)
    await retry({ retry: () => false })(async () => {
      const error = new Error('down')
      refs.push(new WeakRef(error))
      throw error
    })().catch(() => {})
  }
  for (let n = 0; n < 20; n++) await work()
  await heapUsed()
  expect(inspector.sessions()).toHaveLength(40)
  expect(refs.filter((ref) => ref.deref() !== undefined)).toHaveLength(0)
})

test('nor is it held until the turn of the event loop ends, in which others may follow', async () => {
  const inspector = createInspector()
  onTestFinished(attach(inspector))
  const large = retry(async () => Array.from({ length: 100_000 }, (_, n) => n))
  const before = await heapUsed()
  // Only microtasks come between them.
  for (let n = 0; n < 50; n++) await large()
  collect()
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10 * MiB)
})

test('a text that was cut shares no memory with the whole', async () => {
  const before = await heapUsed()
  const shown: unknown[] = []
  for (let n = 0; n < 20; n++) shown.push(createToPlain(redact)(`${n}`.repeat(5 * MiB), 'text'))
  expect((await heapUsed()) - before).toBeLessThan(5 * MiB)
  expect(shown).toHaveLength(20)
})
