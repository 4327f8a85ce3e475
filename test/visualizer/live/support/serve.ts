import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

import type { SessionSource } from '../../../../src/visualizer/sources/session-source.ts'
import { hear } from './hear.ts'
import type { Heard } from './hear.ts'

export interface Door {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** A server with one door, and what comes in through it. */
export interface Served<D extends Door> {
  readonly door: D
  readonly port: number
  /** As a visualizer prints it. */
  readonly url: string
  readonly sources: Map<SessionSource, Heard>
  /** The rows of all sources. */
  readonly rows: Heard['rows']
  /** The headers of each request. */
  readonly headers: IncomingHttpHeaders[]
  stop(): Promise<void>
}

type AddSource = (source: SessionSource) => () => unknown

/** @param port - any by default */
export async function serve<D extends Door>(open: (addSource: AddSource) => D, port = 0): Promise<Served<D>> {
  const sources = new Map<SessionSource, Heard>()
  const rows: Heard['rows'] = new Map()
  const headers: IncomingHttpHeaders[] = []
  const door = open((source) => {
    const heard = hear(source)
    sources.set(source, heard)
    // All in one, as a visualizer has them.
    heard.rows.set = (key, row) => {
      rows.set(key, row)
      return Map.prototype.set.call(heard.rows, key, row)
    }
    return () => {
      sources.delete(source)
      return source.close()
    }
  })
  const sockets = new Set<Duplex>()
  const server = createServer().on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    headers.push(request.headers)
    door.upgrade(request, socket, head)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  // It listens on a port.
  const address = server.address() as AddressInfo
  const stop = async () => {
    door.close()
    for (const socket of sockets) socket.destroy()
    if (server.listening) await new Promise((resolve) => server.close(resolve))
  }
  onTestFinished(stop)
  return {
    door,
    port: address.port,
    url: `http://127.0.0.1:${address.port}/#token=t0ken`,
    sources,
    rows,
    headers,
    stop,
  }
}
