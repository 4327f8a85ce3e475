// The program that each runtime is tried with for other async worlds: it prints `all worlds work`, or fails.
import { Effect } from 'effect'
import { run, sleep } from 'effection'
import { retry } from 'holdfast'
import { currentAttempt } from 'holdfast/context'
import { retryWith as retryEffectWith } from 'holdfast/effect'
import { retry as retryOperation } from 'holdfast/effection'
import { retryWith as retryObservableWith } from 'holdfast/rxjs'
import { defer, lastValueFrom, of, throwError } from 'rxjs'

const number = await retry(async () => {
  await Promise.resolve()
  if (currentAttempt().attemptNumber < 3) throw new Error('again')
  return currentAttempt().attemptNumber
})()
check(number === 3, 'the current attempt is known')

let operations = 0
const operation = retryOperation({})(function* () {
  yield* sleep(1)
  if (++operations < 3) throw new Error('again')
  return operations
})
check((await run(() => operation())) === 3, 'an Operation is retried')

let effects = 0
const effect = Effect.suspend(() => (++effects < 3 ? Effect.fail('again') : Effect.succeed(effects)))
check((await Effect.runPromise(effect.pipe(retryEffectWith({})))) === 3, 'an Effect is retried')

let subscriptions = 0
const source = defer(() => (++subscriptions < 3 ? throwError(() => 'again') : of(subscriptions)))
check((await lastValueFrom(source.pipe(retryObservableWith({})))) === 3, 'an Observable is retried')

console.log('all worlds work')

function check(holds, fact) {
  if (!holds) throw new Error(`Not so: ${fact}`)
}
