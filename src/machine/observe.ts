import { hook } from './hook.ts'
import { anObserver } from './observer.ts'
import type { RetryObserver } from './observer.ts'

/**
 * Tells an observer about every session of the process, whoever started it, until the returned function is called.
 *
 * Costs a branch when unused. Telemetry, metrics and logs stand on it.
 *
 * @param observer - methods to be called; see `RetryObserver`
 * @returns a function that ends the observation
 * @throws TypeError when a method is something else than a function, or there is none of them
 * @example
 * import { observe, retry } from 'holdfast'
 *
 * const attempts: number[] = []
 * const unobserve = observe({ onAttempt: ({ attemptNumber }) => attempts.push(attemptNumber) })
 * await retry(async () => 'ok')()
 * unobserve()
 * attempts // => [1]
 */
export function observe(observer: RetryObserver): () => void {
  anObserver('observer', observer)
  const registration = { observer }
  hook.observers = [...hook.observers, registration]
  return () => {
    hook.observers = hook.observers.filter((other) => other !== registration)
  }
}
