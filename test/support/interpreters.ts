import { AsyncRetrying, bind, createRetryMachine, retry, runWithRetry, startRetry } from 'holdfast'
import type { AttemptInfo, RetryOptions } from 'holdfast'
import { createActor, toPromise } from 'xstate'

/** A way to run a session. */
export interface Form {
  readonly title: string
  readonly run: (options: RetryOptions, fn: (attempt: AttemptInfo) => unknown) => Promise<unknown>
}

export const compiledDriver: Form = {
  title: 'the compiled driver',
  run: (options, fn) => runWithRetry(options, fn),
}

const xstate: Form = { title: 'XState', run: (options, fn) => startRetry(options, fn).result }

/** The two that run the statechart: whatever holds of a session holds in both. */
export const interpreters: readonly Form[] = [compiledDriver, xstate]

/** All the ways that there are to run a session; the wrapped function alone gets no facts of the attempt. */
export const forms: readonly Form[] = [
  ...interpreters,
  { title: 'retry', run: (options, fn) => retry(options)(fn as () => unknown)() },
  { title: 'AsyncRetrying.call', run: (options, fn) => new AsyncRetrying(options).call(fn as () => unknown) },
  { title: 'a loop', run: runLoop },
  { title: 'createActor', run: (options, fn) => runActor(options, fn) },
]

async function runLoop(options: RetryOptions, fn: (attempt: AttemptInfo) => unknown): Promise<unknown> {
  const loop = new AsyncRetrying(options).loop()
  for await (const attempt of loop) await attempt.run(fn)
  return loop.result()
}

function runActor(options: RetryOptions, fn: (attempt: AttemptInfo) => unknown): Promise<unknown> {
  const actor = createActor(bind(createRetryMachine(options), fn))
  const result = toPromise(actor)
  actor.start()
  return result
}
