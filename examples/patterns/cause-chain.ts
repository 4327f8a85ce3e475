/**
 * Layers wrap errors in errors of their own; whether to retry is asked of what caused them.
 */
import { retry, retryIfExceptionCauseType, stopAfterAttempt, waitExponential } from 'holdfast'
import { halfABody, json, status } from '../failing-server/answers.ts'
import { HttpError } from '../failing-server/http-error.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

/** The page cannot be shown. Why is in its causes. */
export class PageError extends Error {
  override readonly name = 'PageError'
}

async function loadProfile(url: string): Promise<unknown> {
  try {
    const response = await request(url)
    return await response.json()
  } catch (cause) {
    throw new Error('cannot load the profile', { cause })
  }
}

export const showPage = retry({
  // However deep in the chain of causes; the error itself does not count.
  retry: retryIfExceptionCauseType(HttpError),
  stop: stopAfterAttempt(3),
  wait: waitExponential({ multiplier: '50ms' }),
})(async (url: string): Promise<string> => {
  try {
    return `page of ${JSON.stringify(await loadProfile(url))}`
  } catch (cause) {
    throw new PageError('cannot show the page', { cause })
  }
})

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), json({ name: 'Ada' }), halfABody))

  console.log(`${await showPage(server.url)}, at attempt ${showPage.statistics.attemptNumber}`)
  // Half a body is no HttpError, so it is thrown as it is.
  await showPage(server.url).catch((error: unknown) => {
    const chain: string[] = []
    for (let each = error; each instanceof Error && chain.length < 3; each = each.cause)
      chain.push(each.message)
    console.log(chain.join(' < '))
  })
  console.log(`at attempt ${showPage.statistics.attemptNumber}`)
})
