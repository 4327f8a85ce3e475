import { anObjectWith } from '../machine/read-options.ts'

/** The way to one receiver of `@xstate/inspect`: texts out, texts in. */
export interface LegacyConnection {
  send(text: string): void
  /** Called once. */
  onMessage(listener: (text: unknown) => void): void
  /** Called once. */
  onClose(listener: () => void): void
}

/** A WebSocket of any make: the platform's, or one that a server of the package `ws` accepted. */
export interface WebSocketLike {
  /** Bytes that the other side has not taken yet. */
  readonly bufferedAmount: number
  send(text: string): void
  close(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
  addEventListener(type: 'error', listener: () => void): void
}

/**
 * Makes of a WebSocket the way to a receiver of `@xstate/inspect`, its `createWebSocketReceiver`.
 *
 * A receiver that has left 64 MiB unread is disconnected.
 *
 * @param socket - the platform's, or one that a server of the package `ws` accepted
 * @throws TypeError when it is no WebSocket
 * @example
 * ```js
 * import { bridgeToLegacyInspect, createInspector, webSocketConnection } from 'holdfast/inspect'
 * import { WebSocketServer } from 'ws'
 *
 * const bridge = bridgeToLegacyInspect(createInspector())
 * const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
 * server.on('connection', (socket) => bridge.connect(webSocketConnection(socket)))
 * server.close()
 * ```
 */
export function webSocketConnection(socket: WebSocketLike): LegacyConnection {
  aSocket('socket', socket)
  // What `ws` has no listener for, ends the process; after an error comes a close.
  socket.addEventListener('error', () => {})
  return {
    send(text) {
      if (socket.bufferedAmount > MOST_BUFFERED) socket.close()
      else socket.send(text)
    },
    onMessage: (listener) => socket.addEventListener('message', ({ data }) => listener(data)),
    onClose: (listener) => socket.addEventListener('close', () => listener()),
  }
}

const aSocket = anObjectWith('send', 'close', 'addEventListener')

const MOST_BUFFERED = 64 * 1024 * 1024
