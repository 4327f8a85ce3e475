// The program that every runtime and bundler is tried with: it prints `holdfast works`, or fails.
import * as whole from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { createMemoryStore } from 'holdfast/memory'
import * as retryOnly from 'holdfast/retry'

await retriesUntilItSucceeds(whole)
await retriesUntilItSucceeds(retryOnly)
await givesUpWithARetryError(whole)
await givesUpWithARetryError(retryOnly)
await retriesGenerators(whole)
await retriesGenerators(retryOnly)
await endsASleepOnAbort(whole)
await endsASleepOnAbort(retryOnly)
await runsAMachine(whole)
await resumesFromASnapshot(whole)
await answersFromAStore(whole)
await showsASession(whole)
check(whole.retry === retryOnly.retry, 'both entries lead to one copy')
console.log('holdfast works')

async function retriesUntilItSucceeds({ retry, stopAfterAttempt, waitFixed }) {
  const fetchUser = retry({ stop: stopAfterAttempt(5), wait: waitFixed(1) })(failing(2))
  check((await fetchUser('Ada')) === 'Hello Ada, call 3', 'the third attempt gives the value')
}

async function givesUpWithARetryError({ retry, stopAfterAttempt, RetryError }) {
  const error = await rejection(retry({ stop: stopAfterAttempt(2) })(failing(9))('Ada'))
  check(error instanceof RetryError, 'giving up throws a RetryError')
  check(error.cause.message === 'call 2 failed', 'its cause is the last error')
}

async function retriesGenerators({ retry }) {
  const greet = failing(2)
  const coroutine = retry(function* (name) {
    return yield greet(name)
  })
  check((await coroutine('Ada')) === 'Hello Ada, call 3', 'a generator function is a coroutine')
  const again = failing(1)
  const iteration = retry({})(async function* (name) {
    yield 'begins'
    yield again(name)
  })
  const values = []
  for await (const value of iteration('Ada')) values.push(value)
  check(values.join('; ') === 'begins; begins; Hello Ada, call 2', 'an iteration begins anew')
}

async function endsASleepOnAbort({ retry, waitFixed }) {
  const controller = new AbortController()
  const reason = new Error('no longer needed')
  const call = retry({ wait: waitFixed('1h'), signal: controller.signal })(failing(9))('Ada')
  setTimeout(() => controller.abort(reason), 20)
  check((await rejection(call)) === reason, 'an abort ends the sleep with its reason')
}

async function runsAMachine({ createRetryMachine, runWithRetry, stopAfterAttempt }) {
  const events = []
  const machine = createRetryMachine({ stop: stopAfterAttempt(5) })
  const greet = failing(2)
  const value = await runWithRetry(machine, () => greet('Ada'), { inspect: (event) => events.push(event) })
  check(value === 'Hello Ada, call 3', 'a machine gives the value')
  check(events.length > 0, "XState's interpreter ran it")
}

async function resumesFromASnapshot({ createRetryMachine, runWithRetry, startRetry, waitFixed }) {
  const machine = createRetryMachine({ wait: waitFixed(40) })
  const greet = failing(1)
  const session = startRetry(machine, () => greet('Ada'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  const snapshot = JSON.stringify(session.snapshot())
  session.actor.stop()
  const value = await runWithRetry(machine, () => greet('Ada'), { snapshot })
  check(value === 'Hello Ada, call 2', 'a session goes on from its snapshot')
}

async function answersFromAStore({ createRetryMachine, runWithRetry }) {
  const store = createMemoryStore()
  const machine = createRetryMachine()
  const greet = failing(1)
  const call = () => runWithRetry(machine, () => greet('Ada'), { id: 'greeting', store })
  const values = [...(await Promise.all([call(), call()])), await call()]
  check(
    values.every((value) => value === 'Hello Ada, call 2'),
    'calls with one id get one result',
  )
  await store.close()
}

async function showsASession({ createRetryMachine, runWithRetry }) {
  const inspector = createInspector()
  await runWithRetry(createRetryMachine(), failing(1), { inspect: inspector.inspect })
  const verdicts = inspector.messages().filter(({ type }) => type === 'guard')
  check(verdicts.length > 0, 'an inspector is told the verdicts of guards')
  await inspector.close()
}

function failing(times) {
  let calls = 0
  return async (name) => {
    calls += 1
    if (calls <= times) throw new Error(`call ${calls} failed`)
    return `Hello ${name}, call ${calls}`
  }
}

async function rejection(promise) {
  return promise.then(
    () => check(false, 'the promise rejects'),
    (error) => error,
  )
}

function check(holds, fact) {
  if (!holds) throw new Error(`Not so: ${fact}`)
}
