import type { ServerResponse } from 'node:http'
import { json, reset } from '../../failing-server/answers.ts'
import { startServer, type Server } from './start-server.ts'

const STATES = ['PENDING', 'RUNNING', 'DONE']

export interface JobServer extends Server {
  /** How many jobs there are. */
  readonly jobs: number
}

/**
 * Runs jobs: `POST /jobs` begins one, and one only for each `Idempotency-Key`; `GET /jobs/1` says how it is, which is
 * further on each time. The answer to the first POST is lost on the way.
 */
export async function startJobServer(): Promise<JobServer> {
  const asked: number[] = []
  const idOf = new Map<unknown, number>()

  const submit = (key: unknown, response: ServerResponse) => {
    const isFirst = idOf.size === 0
    const id = idOf.get(key) ?? asked.push(0)
    idOf.set(key, id)
    return isFirst ? reset(response) : json({ id })(response)
  }
  const inspect = (id: number, response: ServerResponse) => {
    const times = asked[id - 1] ?? 0
    asked[id - 1] = times + 1
    json({ id, status: STATES[Math.min(times, STATES.length - 1)] })(response)
  }

  const server = await startServer(({ method, url = '', headers }, response) =>
    method === 'POST'
      ? submit(headers['idempotency-key'], response)
      : inspect(Number(url.slice('/jobs/'.length)), response),
  )

  return {
    url: server.url,
    get requests() {
      return server.requests
    },
    get jobs() {
      return asked.length
    },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  }
}
