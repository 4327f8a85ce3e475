import { json, status } from '../../failing-server/answers.ts'
import { startServer, type Server } from './start-server.ts'

export interface LimitedServer extends Server {
  /** How many requests were refused. */
  readonly refusals: number
  /** The most requests that came within one second, refused ones included. */
  readonly peak: number
}

/** A server that takes so many requests a second, counted from the first one, and refuses more than that with 429. */
export async function startLimitedServer(limit: number): Promise<LimitedServer> {
  let secondBegan = -Infinity
  let count = 0
  let refusals = 0
  let peak = 0

  const server = await startServer((_request, response) => {
    const now = performance.now()
    if (now - secondBegan >= 1000) {
      secondBegan = now
      count = 0
    }
    count++
    peak = Math.max(peak, count)
    if (count <= limit) return json({})(response)
    refusals++
    const secondsLeft = Math.ceil((secondBegan + 1000 - now) / 1000)
    return status(429, { 'retry-after': String(secondsLeft) })(response)
  })

  return {
    url: server.url,
    get requests() {
      return server.requests
    },
    get refusals() {
      return refusals
    },
    get peak() {
      return peak
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
