/**
 * A service that is kept up for ever: nothing ends it but its signal, and no memory grows with its attempts.
 */
import { retryIfExceptionType, runWithRetry, stopNever, waitExponential } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { startServer } from './support/start-server.ts'

/** The connection broke: it can be made again. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
}

/**
 * Serves until the signal is aborted.
 *
 * @param serve - throws a `ConnectionLost` to be called again; whatever else it throws is a fault, and ends the service
 */
export async function keepUp(
  serve: (attempt: AttemptInfo) => Promise<void>,
  signal: AbortSignal,
  options?: RetryOptions,
): Promise<void> {
  const policy: RetryOptions = {
    retry: retryIfExceptionType(ConnectionLost),
    wait: waitExponential({ multiplier: '100ms', max: '5m' }),
    stop: stopNever,
    ...options,
  }
  try {
    await runWithRetry(policy, serve, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** Prints what comes down a connection, for as long as it holds. */
async function printEvents(url: string, signal: AbortSignal): Promise<void> {
  try {
    const { body } = await request(url, { signal })
    for await (const chunk of body ?? []) console.log(Buffer.from(chunk).toString())
  } catch (cause) {
    throw new ConnectionLost('the connection broke', { cause })
  }
  throw new ConnectionLost('the connection was closed')
}

await runDirectly(import.meta.url, async () => {
  const shutdown = new AbortController()
  await using server = await startServer((_request, response) => {
    response.end(`event ${server.requests}`)
    if (server.requests === 3) shutdown.abort()
  })

  await keepUp(({ signal }) => printEvents(server.url, signal), shutdown.signal)
  console.log(`shut down after ${server.requests} connections`)
})
