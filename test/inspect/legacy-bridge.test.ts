import { expect, test, vi } from 'vitest'

import { bridgeToLegacyInspect } from '../../src/inspect/legacy-bridge.ts'
import type { BridgedInspector, LegacyBridge } from '../../src/inspect/legacy-bridge.ts'
import type { InspectorMessage, InspectorSink } from '../../src/inspect/message.ts'

type Send = BridgedInspector['send']

const definition: InspectorMessage = {
  type: 'definition',
  seq: 1,
  at: 0,
  definitionId: 'd1',
  definition: { id: 'm', states: { a: { id: 'm.a', tags: ['x'] }, b: { id: 'm.b' } } },
}
const told = (sessionId = 'x:1') => ({ seq: 2, at: 0, sessionId })
const session = (sessionId?: string, definitionId = 'd1'): InspectorMessage => ({
  type: 'session',
  ...told(sessionId),
  definitionId,
  name: 'load',
  parentId: 'x:0',
})
const state = (value: string, eventType = 'GO', sessionId?: string): InspectorMessage => ({
  type: 'state',
  ...told(sessionId),
  value,
  status: 'active',
  context: { n: 1 },
  eventType,
})
const event = (type: string, fields: object = {}): InspectorMessage => ({
  type: 'event',
  ...told(),
  event: { type, ...fields },
})
const end = (sessionId?: string): InspectorMessage => ({ type: 'end', ...told(sessionId), status: 'done' })
const begin = [definition, session(), event('xstate.init'), state('a', 'xstate.init')]

/** A receiver that only keeps what it is told. */
function connect(bridge: LegacyBridge, hear: (text: string) => void = () => {}) {
  const texts: string[] = []
  let say = (_text: unknown): void => {}
  let leave = (): void => {}
  bridge.connect({
    send: (text) => {
      hear(text)
      texts.push(text)
    },
    onMessage: (listener) => (say = listener),
    onClose: (listener) => (leave = listener),
  })
  return {
    /** Type, and the value of the state or the name of the event. */
    told: () => texts.map((text) => JSON.parse(text)).map((message) => [message.type, gistOf(message)]),
    messages: () => texts.map((text) => JSON.parse(text)),
    say: (message: unknown) => say(typeof message === 'string' ? message : JSON.stringify(message)),
    inspect: () => say('{"type":"xstate.inspecting"}'),
    leave: () => leave(),
  }
}

const gistOf = ({ state: inState, event: sent }: { state?: string; event?: string }) =>
  inState === undefined ? sent && JSON.parse(sent).name : JSON.parse(inState).value

/** A bridge to an inspector that holds some messages. */
function bridgeWith(held: readonly InspectorMessage[], send = vi.fn<Send>()) {
  const sinks = new Set<InspectorSink>()
  const bridge = bridgeToLegacyInspect({
    messages: () => held,
    addSink(sink) {
      sinks.add(sink)
      return async () => void sinks.delete(sink)
    },
    send,
  })
  const tell = (...messages: readonly InspectorMessage[]) => {
    for (const message of messages) for (const sink of sinks) sink.send(message)
  }
  return { bridge, tell, send, sinks }
}

test('a receiver is told what happens, in order', () => {
  const { bridge, tell } = bridgeWith([])
  const receiver = connect(bridge)
  receiver.inspect()
  tell(...begin, event('GO'), state('b'), end())
  expect(receiver.told()).toEqual([
    ['service.register', 'a'],
    ['service.event', 'xstate.init'],
    ['service.state', 'a'],
    ['service.event', 'GO'],
    ['service.state', 'b'],
    ['service.stop', undefined],
  ])
})

test('a session is registered with its machine, state, name and parent', () => {
  const { bridge } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  const [message] = receiver.messages()
  expect(message).toMatchObject({ type: 'service.register', id: 'load', sessionId: 'x:1', parent: 'x:0' })
  expect(JSON.parse(message.machine)).toMatchObject({ id: 'm', states: { a: { id: 'm.a' } } })
  expect(JSON.parse(message.state)).toMatchObject({ value: 'a', _sessionid: 'x:1', tags: ['x'] })
})

test('a receiver that comes late is told of every session that lives, in its last state', () => {
  const { bridge, tell } = bridgeWith([...begin, state('b')])
  for (const sessionId of ['x:2', 'x:3']) tell(session(sessionId), state('a', 'xstate.init', sessionId))
  tell(end())
  const receiver = connect(bridge)
  receiver.inspect()
  expect(receiver.messages().map(({ type, sessionId }) => [type, sessionId])).toEqual([
    ['service.register', 'x:2'],
    ['service.register', 'x:3'],
  ])
})

test('a receiver that asks again is told all again, and of each event once', () => {
  const { bridge, tell } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  receiver.inspect()
  tell(event('GO'))
  expect(receiver.told().map(([type]) => type)).toEqual([
    'service.register',
    'service.register',
    'service.event',
  ])
})

test('when another receiver comes, those that are there hear nothing of it', () => {
  const { bridge } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  connect(bridge).inspect()
  expect(receiver.told()).toHaveLength(1)
})

test('a receiver that has not asked is told nothing', () => {
  const { bridge, tell } = bridgeWith([])
  const receiver = connect(bridge)
  tell(...begin)
  expect(receiver.told()).toEqual([])
})

test('nothing is written while nobody reads it', () => {
  const { tell } = bridgeWith(begin)
  const write = vi.spyOn(JSON, 'stringify')
  tell(event('GO'), state('b'), end())
  expect(write).not.toHaveBeenCalled()
  write.mockRestore()
})

test('a session that is in no state yet is not told of', () => {
  const { bridge, tell } = bridgeWith([definition, session(), event('xstate.init')])
  const receiver = connect(bridge)
  receiver.inspect()
  tell(event('EARLY'), end())
  expect(receiver.told()).toEqual([])
})

test('a state has the event that led to it', () => {
  const { bridge, tell } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  tell(event('GO', { to: 'b' }), state('b'), event('NEXT'), state('a', 'OTHER'))
  const events = receiver
    .messages()
    .filter(({ type }) => type === 'service.state')
    .map((message) => JSON.parse(message.state).event)
  expect(events).toEqual([{ type: 'GO', to: 'b' }, { type: 'OTHER' }])
})

test('messages about what was dropped, guards and steps are nothing to the protocol', () => {
  const { bridge, tell } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  tell(
    { type: 'dropped', seq: 3, at: 0, count: 7 },
    { type: 'guard', ...told(), guard: { type: 'shouldRetry' }, verdict: true, state: 'a' },
    { type: 'step', ...told(), step: 'before', took: 1, outcome: 'done' },
  )
  expect(receiver.told()).toHaveLength(1)
})

test('a session whose chart or beginning was dropped is not told of', () => {
  const { bridge, tell } = bridgeWith([session(), state('a')])
  const receiver = connect(bridge)
  receiver.inspect()
  tell({ ...event('GO'), sessionId: 'x:9' } as InspectorMessage, state('b'), {
    ...end(),
    sessionId: 'x:9',
  } as InspectorMessage)
  expect(receiver.told()).toEqual([])
})

test('of sessions that never end the last ten thousand are kept', () => {
  const { bridge, tell } = bridgeWith([definition])
  for (let index = 0; index <= 10_000; index++) tell(session(`x:${index}`), state('a', 'GO', `x:${index}`))
  const receiver = connect(bridge)
  receiver.inspect()
  const ids = receiver.messages().map(({ sessionId }) => sessionId)
  expect(ids).toHaveLength(10_000)
  expect(ids).not.toContain('x:0')
})

test('of charts the last thousand in use are kept', () => {
  const { bridge, tell } = bridgeWith([definition, { ...definition, definitionId: 'd2' }])
  tell(session())
  for (let index = 0; index < 999; index++) tell({ ...definition, definitionId: `more${index}` })
  tell(session('x:2', 'd2'), state('a', 'GO', 'x:2'), session(), state('b'))
  const receiver = connect(bridge)
  receiver.inspect()
  expect(receiver.told()).toEqual([['service.register', 'b']])
})

test('an event from a receiver reaches the session', () => {
  const { bridge, send } = bridgeWith(begin)
  connect(bridge).say({ type: 'xstate.event', event: '{"type":"WAKE"}', service: 'x:1' })
  expect(send.mock.calls).toEqual([['x:1', { type: 'WAKE' }]])
})

test('an event goes to the first of the sessions named that lives', () => {
  const { bridge, send } = bridgeWith(begin)
  const wrapped = { $$type: 'scxml', name: 'WAKE', data: { type: 'WAKE' }, origin: 'gone' }
  connect(bridge).say({ type: 'xstate.event', event: JSON.stringify(wrapped), sessionId: 'x:1' })
  expect(send.mock.calls).toEqual([['x:1', { type: 'WAKE' }]])
})

test.each(['x:2', 'constructor', ''])('an event for %j, which there is not, changes nothing', (service) => {
  const { bridge, send } = bridgeWith(begin)
  connect(bridge).say({ type: 'xstate.event', event: '{"type":"WAKE"}', service })
  expect(send).not.toHaveBeenCalled()
})

test('an event for a session that has ended changes nothing', () => {
  const { bridge, send } = bridgeWith([...begin, end()])
  connect(bridge).say({ type: 'xstate.event', event: '{"type":"WAKE"}', service: 'x:1' })
  expect(send).not.toHaveBeenCalled()
})

test('a session that cannot take an event does not disturb the receiver', () => {
  const send = vi.fn<Send>(() => {
    throw new Error('not now')
  })
  const { bridge } = bridgeWith(begin, send)
  const receiver = connect(bridge)
  expect(() => receiver.say({ type: 'xstate.event', event: '{"type":"WAKE"}', service: 'x:1' })).not.toThrow()
  expect(send).toHaveBeenCalled()
})

test('rubbish from a receiver changes nothing', () => {
  const { bridge, tell } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  for (const rubbish of ['', '{', 'null', '[]', '{"type":"xstate.event","event":"{"}']) receiver.say(rubbish)
  tell(state('b'))
  expect(receiver.told()).toEqual([
    ['service.register', 'a'],
    ['service.state', 'b'],
  ])
})

test('a receiver that breaks disturbs neither the inspector nor the others', () => {
  const { bridge, tell } = bridgeWith([])
  const broken = connect(bridge, () => {
    throw new Error('broken')
  })
  const receiver = connect(bridge)
  broken.inspect()
  receiver.inspect()
  tell(...begin)
  expect(broken.told()).toEqual([])
  expect(receiver.told()).toHaveLength(3)
})

test('a receiver that has left is told nothing', () => {
  const { bridge, tell } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  receiver.leave()
  tell(state('b'))
  expect(receiver.told()).toHaveLength(1)
})

test('after close no receiver is told anything, or heeded', async () => {
  const { bridge, send, sinks } = bridgeWith(begin)
  const receiver = connect(bridge)
  receiver.inspect()
  const [sink] = sinks
  const closed = bridge.close()
  // As long as it closes, the inspector sends what waits.
  sink?.send(state('b'))
  await closed
  receiver.inspect()
  receiver.say({ type: 'xstate.event', event: '{"type":"WAKE"}', service: 'x:1' })
  expect(sinks.size).toBe(0)
  expect(receiver.told()).toHaveLength(1)
  expect(send).not.toHaveBeenCalled()
})

test.each([undefined, null, 'x', {}, { messages() {}, send() {} }])('%j is no inspector', (inspector) => {
  expect(() => bridgeToLegacyInspect(inspector as never)).toThrow(
    'inspector must be an object with the methods messages, addSink, send',
  )
})

test('what is no connection is refused', () => {
  const { bridge } = bridgeWith([])
  expect(() => bridge.connect({ send() {} } as never)).toThrow(
    'connection must be an object with the methods send, onMessage, onClose',
  )
})
