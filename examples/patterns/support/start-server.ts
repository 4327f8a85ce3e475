import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer } from '../../failing-server/answers.ts'

/** An HTTP server of this machine, which is closed by the end of its `await using`. */
export interface Server extends AsyncDisposable {
  readonly url: string
  /** How many requests have come. */
  readonly requests: number
}

/** Starts a server on a free port. */
export async function startServer(listener: RequestListener): Promise<Server> {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port, not on a pipe, has an AddressInfo.
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    get requests() {
      return requests
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Answers the first request with the first answer, and so on; the last one repeats. */
export function inTurn(...answers: readonly [Answer, ...Answer[]]): RequestListener {
  const left = [...answers]
  return (_request, response) => {
    // One answer always stays.
    const answer = (left.length > 1 ? left.shift() : left[0]) as Answer
    answer(response)
  }
}
