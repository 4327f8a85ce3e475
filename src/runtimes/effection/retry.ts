import { invalidCall } from '../../errors/invalid.ts'
import { show } from '../../errors/show.ts'
import type { RetryOptions } from '../../machine/options.ts'
import type { AnyFunction } from '../../machine/retried.ts'
import { isOperation } from './is-operation.ts'
import { OperationRetrying } from './operation-retrying.ts'
import type { EffectionRetryOptions } from './options.ts'
import type { RetriedOperation } from './retried-operation.ts'

/** Makes functions of operations retry by one policy. */
export type OperationRetrier = <F extends AnyFunction>(op: F) => RetriedOperation<F>

/**
 * Makes a function of an operation retry: `retry(options)(op)`, or bare with the defaults: `retry(op)`.
 *
 * What it makes gives an operation, which runs a session each time it is evaluated. Each attempt has a scope of its own:
 * what it spawns and acquires ends with it. Halted, the session halts what runs inside, waits for its teardown, and asks
 * nothing more. The defaults are Tenacity's: whatever is thrown is retried for ever, without a wait.
 *
 * @param options - see `EffectionRetryOptions`
 * @returns a wrapper for a `function*`, or for whatever else Effection's `call` takes; its operation throws a RetryError
 *   when the stop strategy gave up, what the function threw when that was not to be retried, and `signal.reason` when it
 *   was aborted
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { run, sleep } from 'effection'
 * import { stopAfterAttempt, waitExponential } from 'holdfast'
 * import { retry } from 'holdfast/effection'
 *
 * let calls = 0
 * const policy = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '1ms', max: '10s' }) }
 * const fetchUser = retry(policy)(function* (id: number) {
 *   yield* sleep(1)
 *   if (++calls < 3) throw new Error('connection reset')
 *   return `user ${id}`
 * })
 *
 * await run(() => fetchUser(7)) // => 'user 7'
 * fetchUser.statistics.attemptNumber // => 3
 */
export function retry<F extends AnyFunction>(op: F): RetriedOperation<F>
export function retry(options?: EffectionRetryOptions): OperationRetrier
export function retry(...input: readonly unknown[]): unknown {
  const [first] = input
  checkCall(input)
  if (typeof first === 'function') return new OperationRetrying().wrapsOperation(first as AnyFunction)
  // The constructor checks what kind of thing it was given; operations are run by the sessions.
  const retrying = new OperationRetrying(first as RetryOptions | undefined)
  return (...target: readonly unknown[]) => {
    checkCall(target)
    return retrying.wrapsOperation(target[0] as AnyFunction)
  }
}

function checkCall(input: readonly unknown[]): void {
  if (input.length <= 1 && !isOperation(input[0])) return
  throw invalidCall(
    `retry wraps a function that gives an operation, retry(options)(fn) or retry(fn), and not the operation itself, which may run only once; got ${input.map(show).join(' and ')}`,
  )
}
