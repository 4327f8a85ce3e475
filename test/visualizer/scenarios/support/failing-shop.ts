import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real server that fails in the way that its path says: `/503`, `/429`, `/reset`; `/200` does not. */
export interface FailingShop {
  /** Asks it as a client does. @throws ShopError, or what `fetch` throws */
  ask(path: string): Promise<unknown>
  close(): Promise<void>
}

export async function startFailingShop(): Promise<FailingShop> {
  const server = createServer(({ url = '' }, response) => {
    if (url === '/reset') return response.socket?.resetAndDestroy()
    return response
      .writeHead(Number(url.slice(1)), { 'content-type': 'application/json' })
      .end('{"items":1204}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // A server that listens has one.
  const { port } = server.address() as AddressInfo
  return {
    async ask(path) {
      const response = await fetch(`http://127.0.0.1:${port}/${path}`)
      const body: unknown = await response.json()
      if (response.ok) return body
      throw new ShopError(response)
    },
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The server answered, and the answer is not a success. */
class ShopError extends Error {
  override readonly name = 'ShopError'
  readonly status: number

  constructor({ status, statusText }: Response) {
    super(`${status} ${statusText}`)
    this.status = status
  }
}
