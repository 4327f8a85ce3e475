/**
 * Structured concurrency: an operation of Effection that retries, and that ends with the scope it is in.
 */
import { run, sleep, until, useAbortSignal, withResolvers } from 'effection'
import { stopAfterDelay, waitFixed, waitRandomExponential } from 'holdfast'
import { retry } from 'holdfast/effection'
import { json, status } from '../failing-server/answers.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

export const fetchText = retry({
  stop: stopAfterDelay('30s'),
  wait: waitRandomExponential({ multiplier: '100ms', max: '10s' }),
})(function* (url: string) {
  // Of this attempt: aborted when it ends, in whichever way.
  const signal = yield* useAbortSignal()
  const response = yield* until(request(url, { signal }))
  yield* sleep(10)
  return yield* until(response.text())
})

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), status(503), json({ ready: true }), status(503)))

  console.log(await run(() => fetchText(server.url)))
  console.log(`after ${server.requests} requests`)

  const asleep = withResolvers<void>()
  const fetchLater = fetchText.retryWith({ wait: waitFixed('100ms'), beforeSleep: () => asleep.resolve() })
  const task = run(() => fetchLater(server.url))
  await run(() => asleep.operation)
  await task.halt()
  const { requests } = server
  await run(() => sleep(200))
  console.log(`halted in its sleep: ${server.requests - requests} requests since`)
})
