import { createRetryMachine, stopAfterAttempt } from 'holdfast'
import { retryWith } from 'holdfast/rxjs'
import { concatMap, map, of } from 'rxjs'
import type { MonoTypeOperatorFunction, Observable } from 'rxjs'
import { expectTypeOf } from 'vitest'

const machine = createRetryMachine()

// The type of the values stays, wherever in a pipeline.

expectTypeOf(of(1).pipe(retryWith(machine))).toEqualTypeOf<Observable<number>>()
expectTypeOf(
  of(1, 2).pipe(
    map(String),
    retryWith({ stop: stopAfterAttempt(2) }),
    map((text) => text.length),
  ),
).toEqualTypeOf<Observable<number>>()
expectTypeOf(of(1).pipe(concatMap((id) => of(`${id}`).pipe(retryWith(machine))))).toEqualTypeOf<
  Observable<string>
>()
expectTypeOf(retryWith<string>(machine)).toEqualTypeOf<MonoTypeOperatorFunction<string>>()

retryWith({}, { id: 'key', inspect: () => {} })
// @ts-expect-error: rxjs counts so, and Holdfast by a strategy
retryWith(3)
// @ts-expect-error: there is no such option
retryWith({ count: 3 })
// @ts-expect-error: there is no such option of a session
retryWith(machine, { stop: stopAfterAttempt(2) })
// @ts-expect-error: a promise is no Observable
retryWith(machine)(Promise.resolve(1))
