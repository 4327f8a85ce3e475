/**
 * A generator as a coroutine: what it yields is awaited, and each attempt runs it from its beginning.
 */
import { AsyncRetrying, retry, stopAfterAttempt, waitExponential } from 'holdfast'
import { halfABody, json, status } from '../failing-server/answers.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

const policy = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '20ms', max: '10s' }) }

/** Called, it gives a promise. */
export const fetchText = retry(policy)(function* (url: string) {
  // What `yield` gives back TypeScript cannot know: name it.
  const response: Response = yield request(url)
  const text: string = yield response.text()
  return text
})

/** A controller does the same. */
export const retrying = new AsyncRetrying(policy)

export function* fetchBoth(urls: readonly string[]) {
  // An array is awaited as a whole, and what fails is thrown here, where it may be caught.
  try {
    const texts: string[] = yield urls.map((url) => fetchText(url))
    return texts.join(' and ')
  } catch (error) {
    return `neither: ${String(error)}`
  }
}

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), halfABody, json({ name: 'Ada' })))

  console.log(`${await fetchText(server.url)}, at attempt ${fetchText.statistics.attemptNumber}`)
  console.log(await retrying.call(fetchBoth, [server.url, server.url]))
})
