// A user's file that uses other async worlds, compiled against the declarations in the tarball.
import { Effect } from 'effect'
import { run, sleep } from 'effection'
import { RetryError, stopAfterAttempt } from 'holdfast'
import type { TimeoutError } from 'holdfast'
import { currentAttempt } from 'holdfast/context'
import { retryWith as retryEffectWith } from 'holdfast/effect'
import { retry as retryOperation } from 'holdfast/effection'
import { retryWith as retryObservableWith } from 'holdfast/rxjs'
import { of } from 'rxjs'
import type { Observable } from 'rxjs'

const policy = { stop: stopAfterAttempt(3) }

export const attemptNumber: number | undefined = currentAttempt()?.attemptNumber

const greet = retryOperation(policy)(function* (name: string) {
  yield* sleep(1)
  return `Hello ${name}`
})
export const greeting: PromiseLike<string> = run(() => greet('Ada'))
// @ts-expect-error a number is no name
export const wrong = run(() => greet(7))

export const effect: Effect.Effect<number, 'busy' | RetryError | TimeoutError> = Effect.fail(
  'busy' as const,
).pipe(
  Effect.orElseSucceed(() => 1),
  retryEffectWith(policy),
)

export const observable: Observable<number> = of(1, 2).pipe(retryObservableWith(policy))
