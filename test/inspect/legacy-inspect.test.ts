import { EventEmitter, once } from 'node:events'

import { retry, retryIfExceptionType, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import type { RetrySession } from 'holdfast'
import { expect, test, vi } from 'vitest'

import { attach } from '../../src/inspect/attach.ts'
import { createInspector } from '../../src/inspect/create-inspector.ts'
import { bridgeToLegacyInspect } from '../../src/inspect/legacy-bridge.ts'
import { webSocketConnection } from '../../src/inspect/legacy-connection.ts'
import { startReceiver } from '../legacy-inspect/start-receiver.ts'
import type { Seen } from '../legacy-inspect/start-receiver.ts'
import { createWindowReceiver, openPage } from '../legacy-inspect/window-receiver.ts'
import { dial, serve } from '../legacy-inspect/web-sockets.ts'
import { nextTurn } from '../support/next-turn.ts'

// Each starts a process.
vi.setConfig({ testTimeout: 60_000 })

/** An inspector whose sessions receivers can follow. */
async function open() {
  const inspector = createInspector()
  const bridge = bridgeToLegacyInspect(inspector)
  const receivers = new EventEmitter()
  const server = await serve((socket) => {
    bridge.connect(webSocketConnection(socket))
    socket.addEventListener('message', () => receivers.emit('asked'))
  })
  return {
    inspect: inspector.inspect,
    port: server.port,
    /** Starts a receiver that is told of all that happens from now on. */
    async follow() {
      const asked = once(receivers, 'asked')
      const receiver = startReceiver(server.port)
      await asked
      return receiver
    },
    [Symbol.dispose]: () => server[Symbol.dispose](),
  }
}

const policy = {
  retry: retryIfExceptionType(TypeError),
  stop: stopAfterAttempt(5),
  wait: waitFixed(5),
}

/** Fails a number of times, then succeeds. */
const failing = (times: number) => async () => {
  if (times-- > 0) throw new TypeError('not yet')
  return 'ready'
}

const states = (seen: readonly Seen[]) => seen.filter(({ type }) => type === 'service.state')

const hasStopped = (seen: readonly Seen[]) => seen.some(({ type }) => type === 'service.stop')

const isResting = ({ value }: Seen) => JSON.stringify(value) === '{"sleeping":"resting"}'

const rests = (session: RetrySession<unknown>) =>
  new Promise<void>((resolve) => {
    session.subscribe((snapshot) => {
      if (snapshot.matches({ sleeping: 'resting' })) resolve()
    })
  })

test('every state arrives, in order, and XState 4 knows it', async () => {
  using shown = await open()
  const receiver = await shown.follow()
  const session = startRetry(policy, failing(2), { inspect: shown.inspect })
  const values: unknown[] = [session.getSnapshot().value]
  session.subscribe(({ value }) => values.push(value))
  await session.result
  await receiver.until(hasStopped)

  const { seen } = receiver
  expect(seen[0]).toMatchObject({ type: 'service.register', value: { attempting: 'before' } })
  expect(seen.at(-1)?.type).toBe('service.stop')
  expect(states(seen).map(({ value }) => value)).toEqual(values)
  expect(states(seen).at(-1)).toMatchObject({ value: 'done', done: true, tags: ['over'] })
  // Whatever XState 4 finds wrong with a machine or a state, it says there.
  expect(await receiver.stop()).toBe('')
})

test('XState 4 finds WAKE where the session sleeps, and only there', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  await startRetry(policy, failing(1), { inspect: shown.inspect }).result
  await receiver.until(hasStopped)

  const told = states(receiver.seen)
  expect(told.filter(({ nextEvents }) => nextEvents?.includes('WAKE')).map(({ value }) => value)).toEqual([
    { sleeping: 'resting' },
  ])
  expect(told.filter(({ tags }) => tags?.includes('waiting')).map(({ onWake }) => onWake)).toEqual([
    { attempting: 'before' },
  ])
  expect(told.map(({ tags }) => tags)).toEqual(told.map(({ resolvedTags }) => resolvedTags))
})

test('XState 4 finds the guards as cond', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  await startRetry(policy, failing(0), { inspect: shown.inspect }).result
  await receiver.until(hasStopped)

  expect(receiver.seen[0]).toMatchObject({
    machine: {
      id: 'retry',
      guards: [
        {
          in: 'retry.evaluating.asking',
          on: 'done.invoke.retry',
          cond: {
            type: 'shouldRetry',
            name: 'shouldRetry',
            params: { by: 'retryIfExceptionType(TypeError)' },
          },
          to: ['retry.evaluating.after'],
        },
        { cond: { type: 'attemptFailed' }, to: ['failed'] },
        {
          in: 'retry.evaluating.stopping',
          on: 'done.invoke.stop',
          cond: { type: 'shouldStop', name: 'shouldStop', params: { by: 'stopAfterAttempt(5)' } },
          to: ['retry.evaluating.givingUp'],
        },
      ],
    },
  })
})

test('the events in between are those of XState 4', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  await startRetry(policy, failing(1), { inspect: shown.inspect }).result
  await receiver.until(hasStopped)

  const events = receiver.seen.flatMap(({ event, type }) => (type === 'service.event' ? [event] : []))
  expect(events.slice(0, 3)).toMatchObject([
    { name: 'xstate.init', $$type: 'scxml' },
    { name: 'done.invoke.before', origin: 'before' },
    { name: 'error.platform.attempt', data: { type: 'error.platform.attempt' }, origin: 'attempt' },
  ])
  expect(events).toContainEqual(
    expect.objectContaining({ data: { type: 'done.invoke.attempt', data: 'ready' } }),
  )
  expect(states(receiver.seen).map(({ event }) => event?.type)).toEqual(events.map((event) => event?.name))
})

test('a session that fails is followed into its failure', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const session = startRetry({ stop: stopAfterAttempt(1) }, failing(1), { inspect: shown.inspect })
  await expect(session.result).rejects.toThrow('not yet')
  await receiver.until(hasStopped)
  expect(states(receiver.seen).at(-1)).toMatchObject({ value: 'failed', done: false })
})

test('a plain retry is followed too, once the inspector is attached', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const detach = attach({ inspect: shown.inspect })
  try {
    await retry(policy)(failing(1))()
  } finally {
    detach()
  }
  await receiver.until(hasStopped)
  expect(states(receiver.seen).filter(isResting)).toHaveLength(1)
})

test('WAKE from a receiver ends the sleep', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: shown.inspect })
  await receiver.until((seen) => seen.some(isResting))
  const [{ sessionId } = {}] = receiver.seen
  receiver.send({ type: 'xstate.event', event: JSON.stringify({ type: 'WAKE' }), service: sessionId })
  expect(await session.result).toBe('ready')
  await receiver.until(hasStopped)
  expect(states(receiver.seen).map(({ event }) => event?.type)).toContain('WAKE')
})

test("ABORT, sent as XState's visualizer does, ends the session", async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: shown.inspect })
  await receiver.until((seen) => seen.some(isResting))
  // By the session that the state names.
  const origin = receiver.seen.find(isResting)?.origin
  const abort = { name: 'ABORT', data: { type: 'ABORT' }, $$type: 'scxml', type: 'external', origin }
  receiver.send({ type: 'xstate.event', event: JSON.stringify(abort) })
  await expect(session.result).rejects.toMatchObject({ name: 'AbortError' })
  await receiver.until(hasStopped)
  const failed = states(receiver.seen).filter(({ value }) => value === 'failed')
  expect(failed.map(({ event }) => event?.type)).toEqual(['ABORT', 'error.platform.fail'])
})

test('a receiver that comes late finds the session where it is', async () => {
  using shown = await open()
  const ended = startRetry(policy, failing(0), { inspect: shown.inspect })
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: shown.inspect })
  await Promise.all([ended.result, rests(session)])
  await using receiver = await shown.follow()
  await receiver.until((seen) => seen.length > 0)
  expect(receiver.seen).toMatchObject([{ type: 'service.register', value: { sleeping: 'resting' } }])
  session.wake()
  await receiver.until(hasStopped)
  expect(states(receiver.seen)[0]?.value).toEqual({ attempting: 'before' })
  expect(await session.result).toBe('ready')
})

test('what a receiver cannot mean changes nothing for the session and the others', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: shown.inspect })
  await receiver.until((seen) => seen.some(isResting))
  const told = receiver.seen.length
  const [{ sessionId } = {}] = receiver.seen

  const rude = await dial(shown.port)
  for (const text of ['', '{', 'null', '[[[', '{"type":"xstate.event"}']) rude.send(text)
  rude.send(new Uint8Array(1000))
  rude.send(JSON.stringify({ type: 'xstate.event', event: '{"type":"WAKE"}', service: 'nobody' }))
  for (const type of ['', 'NONSENSE', 'xstate.stop', 'xstate.done.actor.sleep', 'done.invoke.sleep'])
    rude.send(JSON.stringify({ type: 'xstate.event', event: JSON.stringify({ type }), service: sessionId }))
  rude.send('x'.repeat(500_000))
  // More than the server takes: it hangs up.
  rude.send('x'.repeat(5_000_000))
  await once(rude as never, 'close')
  const hasty = await dial(shown.port)
  hasty.send('{"type":"xstate.inspecting"}')
  hasty.terminate()

  expect(session.getSnapshot().matches({ sleeping: 'resting' })).toBe(true)
  expect(states(receiver.seen.slice(told)).filter((state) => !isResting(state))).toEqual([])
  session.wake()
  expect(await session.result).toBe('ready')
  await receiver.until(hasStopped)
})

test('a receiver that is killed changes nothing for the session and the others', async () => {
  using shown = await open()
  await using receiver = await shown.follow()
  const killed = await shown.follow()
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: shown.inspect })
  await Promise.all([receiver, killed].map((each) => each.until((seen) => seen.some(isResting))))
  await killed.kill()
  session.wake()
  expect(await session.result).toBe('ready')
  await receiver.until(hasStopped)
})

test('a receiver in a window of its own follows a session, and wakes it', async () => {
  const inspector = createInspector()
  const bridge = bridgeToLegacyInspect(inspector)
  const [opener, page] = [openPage(), openPage()]
  bridge.connect({
    send: (text) => page.postMessage(JSON.parse(text), '*'),
    onMessage: (listener) =>
      opener.addEventListener('message', (event) => listener(JSON.stringify(Object(event).data))),
    onClose: () => {},
  })
  const receiver = createWindowReceiver(page, opener)
  const told: unknown[] = []
  receiver.subscribe(({ type, state }) => told.push(state === undefined ? type : state.value))
  const session = startRetry({ wait: waitFixed('1 day') }, failing(1), { inspect: inspector.inspect })
  await rests(session)
  await nextTurn()
  const [shown] = inspector.sessions()
  receiver.send({ type: 'xstate.event', event: JSON.stringify({ type: 'WAKE' }), service: shown?.sessionId })
  expect(await session.result).toBe('ready')
  await nextTurn()
  expect(told).toContainEqual({ sleeping: 'resting' })
  expect(told.slice(-2)).toEqual(['done', 'service.stop'])
})
