import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { createOutbox } from '../../src/inspect/link/outbox.ts'
import { createTallies } from '../../src/inspect/link/tallies.ts'
import { createLiveSessions } from '../../src/visualizer/sources/live/live-sessions.ts'
import type { LinkedMessage } from '../../src/inspect/link/wire.ts'
import { quiet } from '../support/next-turn.ts'

// A visualizer that is as slow as a test wants it.

function setUp({ limit = 5000, events = 1000, sessions = 1000 } = {}) {
  const clock = createVirtualClock()
  const inspector = createInspector({ events, sessions })
  let idle = 0
  const outbox = createOutbox({ inspector, clock, limit, onIdle: () => idle++ })
  const batches: (readonly string[])[] = []
  const waiting: (() => void)[] = []
  const remove = inspector.addSink({ send: (message) => outbox.push(message) })
  return {
    clock,
    outbox,
    batches,
    inspector,
    remove,
    idle: () => idle,
    open: (after = 0) =>
      outbox.open((texts, done) => {
        batches.push(texts)
        waiting.push(done)
      }, after),
    /** The other side has taken what was sent. */
    take: () => {
      const [done] = waiting.splice(0, 1)
      done?.()
      // Now and then the program has its turn in between.
      clock.advance(0)
    },
    received: () => batches.flat().map((text) => JSON.parse(text)),
    live: async (attempts = 1) => {
      const options = { name: 'load', stop: stopAfterAttempt(attempts) }
      await runWithRetry(
        options,
        () => {
          throw new Error('down')
        },
        { inspect: inspector.inspect },
      ).catch(() => {})
    },
  }
}

const toldOf = (received: readonly { readonly type: string; readonly seq: number }[]) =>
  received.filter(({ type }) => type !== 'tally' && type !== 'caughtUp').map(({ seq }) => seq)

describe('messages on their way', () => {
  test('are held until there is a connection, and told once', async () => {
    const { open, take, live, received, inspector, outbox, clock } = setUp()
    await live()
    expect(outbox.isIdle).toBe(false)
    outbox.flush()
    open()
    const all = inspector.messages().map(({ seq }) => seq)
    expect(toldOf(received())).toStrictEqual(all)
    expect(received().at(-1)).toStrictEqual({ type: 'caughtUp', seq: all.at(-1) })
    expect(outbox.isIdle).toBe(false)
    take()
    expect(outbox.isIdle).toBe(true)
    expect(clock.timers).toBe(0)
  })

  test('are told once, also those that a sink is still to be told', async () => {
    const { open, take, live, received, inspector, clock } = setUp()
    const lived = live()
    expect(inspector.messages().length).toBeGreaterThan(0)
    open()
    await lived
    take()
    clock.advance(10)
    expect(toldOf(received())).toStrictEqual(inspector.messages().map(({ seq }) => seq))
  })

  test('are told from a number on', async () => {
    const { open, live, received } = setUp()
    await live()
    open(5)
    expect(toldOf(received())[0]).toBe(6)
  })

  test('wait for each other for a moment, and for the batch before', async () => {
    const { open, take, live, batches, clock, idle } = setUp()
    open()
    take()
    expect([batches.length, idle()]).toStrictEqual([1, 1])
    await live()
    expect(batches).toHaveLength(1)
    clock.advance(10)
    expect(batches).toHaveLength(2)
    await live()
    clock.advance(10)
    expect(batches).toHaveLength(2)
    take()
    expect(batches).toHaveLength(3)
    take()
    expect(idle()).toBe(2)
  })

  test('come in batches that are not too large', async () => {
    const { open, take, live, batches, received, inspector } = setUp({ events: 5000 })
    await live(100)
    open()
    while (batches.length < 2) take()
    for (let last = 0; last !== batches.length; take()) last = batches.length
    expect(Math.max(...batches.map((texts) => texts.join('').length))).toBeLessThan(60_000)
    expect(toldOf(received())).toStrictEqual(inspector.messages().map(({ seq }) => seq))
  })

  test('of which many are held are read a part at a time, and the program has its turns', async () => {
    const { live, inspector, clock } = setUp({ events: 5000 })
    for (let session = 0; session < 5; session++) await live(40)
    const asked: unknown[] = []
    const outbox = createOutbox({
      inspector: {
        sessions: inspector.sessions,
        messages(query) {
          asked.push(query)
          return inspector.messages(query)
        },
      },
      clock,
      limit: 5000,
      onIdle() {},
    })
    asked.length = 0
    const told: string[] = []
    const done: (() => void)[] = []
    outbox.open((texts, next) => {
      told.push(...texts)
      done.push(next)
    }, 0)
    // No more than a part is read before the other side has taken some of it.
    expect(asked.length).toBeLessThan(3)
    const before = done.length
    clock.advance(5)
    done.at(-1)?.()
    expect(done).toHaveLength(before)
    clock.advance(0)
    expect(done).toHaveLength(before + 1)
    outbox.close()
    done.at(-1)?.()
    told.length = 0
    outbox.open((texts) => void told.push(...texts), 0)
    outbox.flush()
    const all = inspector.messages()
    expect(all.length).toBeGreaterThan(3000)
    expect(toldOf(told.map((text) => JSON.parse(text)))).toStrictEqual(all.map(({ seq }) => seq))
    expect(JSON.parse(told.at(-1) ?? '')).toStrictEqual({ type: 'caughtUp', seq: all.at(-1)?.seq })
  })

  test('are not looked at all at once, however many are held when the link is made', async () => {
    const { inspector, live, clock } = setUp({ events: 10, sessions: 250 })
    for (let session = 0; session < 250; session++) await live(2)
    const answers: number[] = []
    let lists = 0
    let ticks = 0
    const received: { readonly type: string }[] = []
    const done: (() => void)[] = []
    const outbox = createOutbox({
      inspector: {
        sessions() {
          lists++
          return inspector.sessions()
        },
        messages(query) {
          const messages = inspector.messages(query)
          answers.push(messages.length)
          return messages
        },
      },
      // Every look takes as long as a turn may.
      clock: { ...clock, monotonic: () => (ticks += 5) },
      limit: 5000,
      onIdle() {},
    })
    expect([answers, lists]).toStrictEqual([[], 0])

    outbox.open((texts, next) => {
      received.push(...texts.map((text) => JSON.parse(text)))
      done.push(next)
    }, 0)
    let most = 0
    for (let sent = 0; done.length > sent;) {
      sent = done.length
      answers.length = 0
      done.at(-1)?.()
      clock.advance(0)
      most = Math.max(most, answers.length)
    }
    // The sessions of one part, and a look at what came before it.
    expect(most).toBeLessThan(110)
    expect(lists).toBe(2)
    expect(received.filter(({ type }) => type === 'tally')).toHaveLength(250)
    expect(received.at(-1)).toMatchObject({ type: 'caughtUp' })
  })

  test('that are told while the others are caught up with come after them, and are counted once', async () => {
    const { open, take, received, inspector, outbox, clock } = setUp({ events: 12 })
    const told = new Map<string, number>()
    inspector.addSink({
      send(message) {
        if (!('sessionId' in message) || message.type === 'session') return
        told.set(message.sessionId, (told.get(message.sessionId) ?? 0) + 1)
      },
    })
    const fail = () => Promise.reject(new Error('down'))
    const sessions = Array.from({ length: 150 }, () =>
      startRetry({ wait: waitFixed('1h') }, fail, { inspect: inspector.inspect }),
    )
    await quiet()

    const visualizer = createLiveSessions('there', { sessions: 1000, events: 1000, characters: Infinity })
    let read = 0
    const hear = () => {
      const messages = received() as LinkedMessage[]
      for (const message of messages.slice(read)) {
        if (message.type === 'tally') visualizer.settle(message)
        else if (message.type !== 'caughtUp') visualizer.add(message)
      }
      read = messages.length
      return messages
    }
    open()
    while (!hear().some(({ type }) => type === 'tally')) take()
    expect(hear().at(-1)).toMatchObject({ type: 'tally' })
    // Of the first all was told, of the last nothing is counted yet.
    sessions[0]?.wake()
    sessions[149]?.wake()
    await quiet()
    while (!outbox.isIdle) take()
    sessions[0]?.wake()
    await quiet()
    clock.advance(10)
    while (!outbox.isIdle) take()

    const seqs = toldOf(hear() as never)
    expect(seqs).toStrictEqual(seqs.toSorted((a, b) => a - b))
    for (const { sessionId } of inspector.sessions()) {
      const { messages = [], forgotten = 0 } = visualizer.detail(sessionId) ?? {}
      expect(messages.length - 1 + forgotten).toBe(told.get(sessionId))
    }
    for (const session of sessions) session.abort()
    await Promise.allSettled(sessions.map(({ result }) => result))
  })

  test('that are too many for a slow visualizer are read again from what is held', async () => {
    const { open, take, live, received, inspector, batches, clock } = setUp({ limit: 20, events: 500 })
    open()
    await live(5)
    clock.advance(10)
    await live(2)
    expect(received()).toHaveLength(1)
    for (let last = 0; last !== batches.length; take()) last = batches.length
    expect(toldOf(received())).toStrictEqual(inspector.messages().map(({ seq }) => seq))
    expect(received().filter(({ type }) => type === 'caughtUp')).toHaveLength(2)
  })

  test('that are not held any more are counted', async () => {
    const { open, live, received } = setUp({ events: 10 })
    await live(4)
    open()
    const [tally] = received().filter(({ type }) => type === 'tally')
    expect(tally.taken).toContainEqual({
      source: 'retry.attempting.running',
      event: 'xstate.error.actor.attempt',
      index: 0,
      count: 4,
    })
    const last = received().at(-1)
    // A definition and the beginning of the session are not among them.
    expect(tally.told).toBe(last.seq - 2)
  })

  test('that were sent over a connection that is gone wait for the next', async () => {
    const { open, take, live, batches, clock, outbox } = setUp()
    open()
    outbox.close()
    take()
    await live()
    clock.advance(10)
    expect(batches).toHaveLength(1)
    open()
    take()
    await live()
    outbox.close()
    open(3)
    const before = batches.length
    // Set for the connection before.
    clock.advance(10)
    expect(batches).toHaveLength(before)
  })

  test('are all sent at the end, however slow the other side is', async () => {
    const { open, take, live, received, inspector, outbox, remove, batches } = setUp({
      limit: 20,
      events: 500,
    })
    open()
    await live(5)
    await remove()
    outbox.flush()
    expect(toldOf(received())).toStrictEqual(inspector.messages().map(({ seq }) => seq))
    const sent = batches.length
    for (let index = 0; index <= sent; index++) take()
    expect(batches).toHaveLength(sent)
    expect(outbox.isIdle).toBe(true)
  })

  test('are counted of any number of sessions, one after the other', async () => {
    const { open, live, received, outbox } = setUp({ events: 10 })
    await live(3)
    for (let seq = 1001; seq <= 2500; seq++)
      outbox.push({ type: 'session', seq, at: 1, sessionId: `s${seq}`, definitionId: 'd', name: 'n' })
    open()
    const [tally, ...others] = received().filter(({ type }) => type === 'tally')
    expect(others).toStrictEqual([])
    expect(tally.taken).toContainEqual(
      expect.objectContaining({ source: 'retry.sleeping.resting', count: 2 }),
    )
    expect(received().at(-1).seq).toBe(2500)
  })

  test('a gap that a sink was told of is none of them', () => {
    const { open, outbox, received, clock, take } = setUp()
    open()
    take()
    outbox.push({ type: 'dropped', seq: 9, at: 1, count: 2 })
    clock.advance(10)
    expect(received()).toHaveLength(1)
  })
})

test('of sessions that are not held nothing is counted for long', () => {
  const session = { name: 'n', definitionId: 'd', status: 'active', value: 'a', startedAt: 1, forgotten: 0 }
  const tallies = createTallies({
    messages: () => [],
    sessions: () => [{ ...session, status: 'active', sessionId: 's7' }],
  })
  let seq = 0
  const begin = (sessionId: string) =>
    tallies.follow({ type: 'session', seq: ++seq, at: 1, sessionId, definitionId: 'd', name: 'n' })
  const counted = () => tallies.of(['s0', 's7', 's1000']).map(({ sessionId, told }) => [sessionId, told])
  for (let index = 0; index < 1000; index++) begin(`s${index}`)
  expect(counted()).toStrictEqual([
    ['s0', 0],
    ['s7', 0],
  ])
  begin('s1000')
  expect(counted()).toStrictEqual([
    ['s7', 0],
    ['s1000', 0],
  ])
  tallies.follow({ type: 'end', seq: ++seq, at: 1, sessionId: 's0', status: 'done' })
  tallies.follow({ type: 'end', seq: ++seq, at: 1, sessionId: 's7', status: 'done' })
  // It was counted.
  tallies.follow({ type: 'end', seq, at: 1, sessionId: 's7', status: 'done' })
  expect(counted()).toStrictEqual([
    ['s7', 1],
    ['s1000', 0],
  ])
})
