/**
 * `retry` around an async function: the call is async as before, and so are all its waits.
 */
import { retry, stopAfterAttempt, waitExponential } from 'holdfast'
import { json, status } from '../failing-server/answers.ts'
import { request } from './support/request.ts'
import { runDirectly } from './support/run-directly.ts'
import { inTurn, startServer } from './support/start-server.ts'

interface User {
  readonly name: string
}

export const fetchUser = retry({
  stop: stopAfterAttempt(3),
  wait: waitExponential({ multiplier: '100ms', max: '10s' }),
})(async (url: string): Promise<User> => {
  const response = await request(url)
  // The body is a part of the attempt: it may break off too.
  return (await response.json()) as User
})

await runDirectly(import.meta.url, async () => {
  await using server = await startServer(inTurn(status(503), status(503), json({ name: 'Ada' })))

  const user = await fetchUser(`${server.url}/users/7`)
  console.log(`${user.name}, at attempt ${fetchUser.statistics.attemptNumber}`)
  console.log(`slept ${fetchUser.statistics.idleFor} ms`)
})
