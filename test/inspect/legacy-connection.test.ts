import { once } from 'node:events'

import { expect, expectTypeOf, test } from 'vitest'

import { webSocketConnection } from '../../src/inspect/legacy-connection.ts'
import type { LegacyConnection, WebSocketLike } from '../../src/inspect/legacy-connection.ts'
import { dial, serve } from '../legacy-inspect/web-sockets.ts'
import type { Socket } from '../legacy-inspect/web-sockets.ts'

/** Both ends of a WebSocket, the server's as a connection. */
async function connect() {
  const accepted: { socket: Socket; connection: LegacyConnection }[] = []
  const server = await serve((socket) => accepted.push({ socket, connection: webSocketConnection(socket) }))
  const client = await dial(server.port)
  const [{ socket, connection } = never()] = accepted
  return { socket, connection, client, [Symbol.dispose]: () => server[Symbol.dispose]() }
}

const never = () => {
  throw new Error('nobody was accepted')
}

const nextText = (connection: LegacyConnection) =>
  new Promise<unknown>((resolve) => connection.onMessage(resolve))

const closed = (connection: LegacyConnection) => new Promise<void>((resolve) => connection.onClose(resolve))

test('texts go both ways', async () => {
  using ends = await connect()
  const asked = nextText(ends.connection)
  ends.client.send('question')
  expect(await asked).toBe('question')
  const answered = new Promise<unknown>((resolve) =>
    ends.client.addEventListener('message', ({ data }) => resolve(data)),
  )
  ends.connection.send('answer')
  expect(await answered).toBe('answer')
})

test('bytes are no text', async () => {
  using ends = await connect()
  const asked = nextText(ends.connection)
  ends.client.send(new Uint8Array([123, 125]))
  expect(await asked).toBeInstanceOf(Uint8Array)
})

test('an end is told, also where nobody said goodbye', async () => {
  using ends = await connect()
  const end = closed(ends.connection)
  ends.client.terminate()
  await expect(end).resolves.toBeUndefined()
})

test('what the server refuses to take ends the connection, and nothing else', async () => {
  using ends = await connect()
  const end = closed(ends.connection)
  ends.client.send('x'.repeat(1_000_001))
  await expect(end).resolves.toBeUndefined()
})

test('a text for one who has left is dropped', async () => {
  using ends = await connect()
  const end = closed(ends.connection)
  ends.client.close()
  await end
  expect(() => ends.connection.send('late')).not.toThrow()
})

test('a receiver that reads nothing is disconnected', async () => {
  using ends = await connect()
  ends.client.pause()
  const megabyte = 'x'.repeat(1024 * 1024)
  let sent = 0
  while (ends.socket.readyState === OPEN && sent < 500) {
    ends.connection.send(megabyte)
    sent += 1
  }
  expect(sent).toBeGreaterThan(60)
  expect(sent).toBeLessThan(100)
  const end = once(ends.socket as never, 'close')
  ends.client.terminate()
  await end
})

const OPEN = 1

test.each([undefined, null, 7, {}, { send() {}, close() {} }])('%s is no socket', (socket) => {
  expect(() => webSocketConnection(socket as never)).toThrow(
    'socket must be an object with the methods send, close, addEventListener',
  )
})

test("the platform's WebSocket is one", () => {
  expectTypeOf<WebSocket>().toExtend<WebSocketLike>()
})
