import { once } from 'node:events'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'

import type { WebSocketLike } from '../../src/inspect/legacy-connection.ts'

/** A WebSocket of the package `ws`. */
export interface Socket extends WebSocketLike {
  send(data: string | Uint8Array): void
  readonly readyState: number
  /** Reads no more. */
  pause(): void
  terminate(): void
}

interface Server {
  on(event: 'connection', listener: (socket: Socket) => void): void
  address(): AddressInfo
  close(): void
  readonly clients: Iterable<Socket>
}

// What the package exports, in so far as the interface says.
const ws = createRequire(import.meta.url)('ws') as {
  WebSocketServer: new (options: { host: string; port: number; maxPayload: number }) => Server
  WebSocket: new (url: string) => Socket
}

/** Opens a WebSocket server on a free port; on the way out it closes, with all its connections. */
export async function serve(welcome: (socket: Socket) => void): Promise<{ port: number } & Disposable> {
  const server = new ws.WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1_000_000 })
  server.on('connection', welcome)
  await once(server as never, 'listening')
  return {
    port: server.address().port,
    [Symbol.dispose]() {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}

/** Connects to such a server. */
export async function dial(port: number): Promise<Socket> {
  const socket = new ws.WebSocket(`ws://127.0.0.1:${port}`)
  await once(socket as never, 'open')
  return socket
}
