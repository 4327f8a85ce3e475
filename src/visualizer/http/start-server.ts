import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'

import { randomId, systemRandom } from '../../random.ts'
import type { Clock } from '../../time.ts'
import { packageVersion } from '../package-version.ts'
import type { Hub } from '../table/create-hub.ts'
import { createAccess } from './access.ts'
import { createEventStreams } from './create-event-streams.ts'
import { createRoutes, sendJson } from './create-routes.ts'
import type { Doors } from './doors.ts'
import { createHostNames } from './host-names.ts'
import type { PageFiles } from './page-files.ts'
import { Refused, toRefused } from './refused.ts'

export interface ServerOptions {
  readonly port: number
  readonly host: string
  readonly token: string
  readonly allowedHosts: readonly string[]
  readonly readOnly: boolean
  /** Whether the program may end while it listens. */
  readonly unref: boolean
  readonly clock: Clock
}

export interface RunningServer {
  readonly port: number
  /** Ends all connections. */
  close(): Promise<void>
}

/** @throws Error with `code: 'EADDRINUSE'` when another one listens there, or the platform's own */
export async function startServer(
  hub: Hub,
  doors: Doors,
  page: PageFiles,
  { host, token, allowedHosts, readOnly: isReadOnly, unref, clock, ...options }: ServerOptions,
): Promise<RunningServer> {
  const server = createServer()
  if (unref) {
    server.unref()
    server.on('connection', (socket) => socket.unref())
  }
  server.listen(options.port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? portInUse(options.port, host, error) : error
  })
  // A connection that could not be taken, for want of file handles, must not end the program.
  server.on('error', ignore)
  // A server that listens on a port has such an address.
  const { port } = server.address() as AddressInfo
  const access = createAccess({
    hostNames: createHostNames({ host, port, allowedHosts }),
    port,
    token,
    clock,
  })
  const epoch = randomId(systemRandom).slice(0, 8)
  const streams = createEventStreams({ hub, clock, epoch, version: packageVersion(), isReadOnly })
  const answerApi = createRoutes({ hub, access, doors, streams, clock, isReadOnly })
  const upgraded = new Set<Duplex>()

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    access.checkHost(request)
    const url = urlOf(request)
    if (/^\/api(\/|$)/.test(url.pathname)) await answerApi(request, response, url)
    else if (request.method === 'GET' || request.method === 'HEAD')
      await page.answer(request, response, url.pathname)
    else throw new Refused(405, 'this path takes GET, HEAD', { allow: 'GET, HEAD' })
  }

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value)
    answer(request, response).catch((error: unknown) => {
      const { status, message, headers } = toRefused(error)
      // What was begun cannot be taken back.
      if (response.headersSent) response.destroy()
      else {
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
        sendJson(response, { error: message }, status)
      }
    })
  })

  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket)
    socket.on('close', () => upgraded.delete(socket))
    // Its end is told by `close`.
    socket.on('error', ignore)
    try {
      access.checkHost(request)
      if (request.headers.upgrade?.toLowerCase() !== 'websocket') throw notAWebSocket(doors)
      const url = urlOf(request)
      const door = doors.upgrades[url.pathname]
      if (!door) throw new Refused(404, 'no WebSocket is opened at this path')
      access.checkUpgrade(request, url, door.isForPages)
      door.accept(request, socket, head)
    } catch (error) {
      refuseUpgrade(socket, toRefused(error))
    }
  })

  return {
    port,
    async close() {
      streams.close()
      for (const socket of upgraded) socket.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function portInUse(port: number, host: string, cause: Error): Error {
  const message = `port ${port} of ${host} is in use: give another one as port, or 0 for any that is free`
  return Object.assign(new Error(message, { cause }), { code: 'EADDRINUSE' })
}

function urlOf({ url = '' }: IncomingMessage): URL {
  // A path like `//name` must not be taken for a host.
  const text = `http://host${url}`
  if (!url.startsWith('/') || !URL.canParse(text)) throw new Refused(400, 'this is no path')
  return new URL(text)
}

function refuseUpgrade(socket: Duplex, { status, message, headers }: Refused): void {
  const body = JSON.stringify({ error: message })
  const lines = Object.entries({
    ...headers,
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  // Whoever was refused must not keep it open; what is still to come is read, so that the answer arrives.
  socket.resume()
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${body}`, () => socket.destroy())
}

/** Such as `Upgrade: h2c`, with which some clients ask for HTTP/2. */
const notAWebSocket = ({ upgrades }: Doors) =>
  new Refused(
    426,
    `this server opens WebSockets alone, at ${Object.keys(upgrades).join(', ')}: ask without the header Upgrade`,
    { upgrade: 'websocket' },
  )

const ignore = () => {}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}
