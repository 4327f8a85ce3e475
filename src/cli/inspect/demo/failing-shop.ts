import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'

/** A real server that fails in the ways that servers do. */
export interface FailingShop {
  readonly url: string
  readonly close: () => Promise<void>
}

/** Starts the shop on a free port of this machine. What it answers depends on the attempt that a request says it is. */
export async function startFailingShop(): Promise<FailingShop> {
  const server = createServer(({ url, headers }, response) => {
    const answer = ANSWERS[dirname(String(url))] ?? (() => status(404))
    answer(Number(headers['x-attempt']))(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Answer = (response: ServerResponse) => void

const json =
  (body: object): Answer =>
  (response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end()

/** The client sees ECONNRESET. */
const reset: Answer = (response) => void response.socket?.resetAndDestroy()

/** No client is willing to wait for so long. */
const never: Answer = () => {}

const ANSWERS: Readonly<Record<string, (attempt: number) => Answer>> = {
  '/prices': () => json({ prices: 312 }),
  '/inventory': (attempt) => (attempt < 4 ? status(503) : json({ items: 1204 })),
  '/rates': (attempt) => (attempt < 3 ? status(429, { 'retry-after': '4' }) : json({ eur: 1.08 })),
  '/photos': (attempt) => (attempt < 3 ? never : json({ photos: 18 })),
  '/report': (attempt) => json(attempt < 5 ? { status: 'PENDING' } : { status: 'READY', pages: 12 }),
  '/payments': () => reset,
  '/warehouse': () => status(500),
  '/backup': () => status(503),
}
