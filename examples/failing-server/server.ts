import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, halfABody, json, late, reset, status } from './answers.ts'

/**
 * What each route answers to its first request, its second, and so on; the last answer repeats. Nothing is left to
 * chance, so two runs see the same failures.
 */
const ROUTES: Readonly<Record<string, readonly Answer[]>> = {
  '/connection': [reset, reset, reset, json({ state: 'connected' })],
  '/quota': [
    status(429, { 'retry-after': '3' }),
    status(429, { 'retry-after': '4' }),
    json({ quota: '100 left' }),
  ],
  '/burst': [status(503), status(503), status(503), json({ health: 'green' })],
  '/slow': [late, late, json({ answer: 'in time' })],
  '/download': [halfABody, halfABody, json({ file: '4096 bytes' })],
  '/report': [
    json({ status: 'PENDING', progress: '20%' }),
    json({ status: 'PENDING', progress: '40%' }),
    json({ status: 'PENDING', progress: '60%' }),
    json({ status: 'PENDING', progress: '80%' }),
    json({ status: 'READY', length: '12 pages' }),
  ],
  '/report-7': [
    json({ status: 'PENDING', progress: '20%' }),
    json({ status: 'PENDING', progress: '60%' }),
    json({ status: 'READY', length: '12 pages' }),
  ],
  '/broken': [status(500)],
  '/outage': [status(503)],
}

/** Starts the server on a free port of this machine; `close` also cuts the connections that are still open. */
export async function startFailingServer() {
  const answerTo = createScript()
  const server = createServer((request, response) => answerTo(request)(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port, not on a pipe, has an AddressInfo.
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Counts the requests of each route and looks up the answer that is due. */
function createScript(): (request: IncomingMessage) => (response: ServerResponse) => void {
  const counts = new Map<string, number>()
  return ({ url = '' }) => {
    const answers = ROUTES[url] ?? [status(404)]
    const count = counts.get(url) ?? 0
    counts.set(url, count + 1)
    return answers[Math.min(count, answers.length - 1)] ?? status(404)
  }
}
