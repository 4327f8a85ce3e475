import type { WebSocket } from 'ws'
import type { VisualizerAddress } from './read-visualizer-url.ts'

/** A connection to a visualizer, or the attempt at one. It never keeps a process alive. */
export interface DialedSocket {
  /** @param done - told when the text has left the process */
  send(text: string, done: () => void): void
  /** Ends it at once, and tells nothing of that. */
  drop(): void
}

export interface DialListeners {
  onOpen(): void
  onText(text: string): void
  /** It could not be opened, or is open no more; called once. */
  onClose(reason: string): void
}

export function dial({ url, token }: VisualizerAddress, listeners: DialListeners): DialedSocket {
  let socket: WebSocket | undefined
  let isDropped = false

  const open = async () => {
    // Only a program that is shown needs it.
    const ws = await import('ws')
    if (isDropped) return
    let reason = 'it closed the connection'
    socket = new ws.WebSocket(url, {
      headers: { authorization: `Bearer ${token}` },
      handshakeTimeout: LONGEST_HANDSHAKE,
      maxPayload: LARGEST_TEXT,
      // What is compressed takes turns of the event loop that a process which exits does not have.
      perMessageDeflate: false,
      finishRequest(request) {
        request.on('socket', (under) => under.unref())
        request.end()
      },
    })
    socket.on('open', () => listeners.onOpen())
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') listeners.onText(data)
    })
    socket.on('error', (error) => {
      reason = error.message
    })
    socket.on('close', (_code, why) => {
      if (!isDropped) listeners.onClose(why.toString() || reason)
    })
  }

  open().catch((error: unknown) => listeners.onClose(String(error)))

  return {
    send(text, done) {
      // Where it was not sent, the connection is gone.
      socket?.send(text, done)
    },
    drop() {
      isDropped = true
      socket?.terminate()
    },
  }
}

/** Milliseconds. */
const LONGEST_HANDSHAKE = 2000

/** Bytes; a visualizer sends commands. */
const LARGEST_TEXT = 1_048_576
