import { expectTypeOf } from 'vitest'
import { AsyncRetrying, bind, createRetryMachine, retry, runWithRetry, startRetry } from 'holdfast'
import type { SessionStore } from 'holdfast'
import { createActor, toPromise } from 'xstate'

declare function fetchIt(): Promise<Response>
declare const store: SessionStore

// A generator function becomes one that returns a promise of what it returns.

const load = retry({})(function* (id: number, fresh?: boolean) {
  const response: Response = yield fetchIt()
  return response.ok && fresh === true ? id : response.text()
})
expectTypeOf(load).parameters.toEqualTypeOf<[id: number, fresh?: boolean | undefined]>()
expectTypeOf(load(1)).toEqualTypeOf<Promise<string | number>>()
expectTypeOf(load.retryWith({ reraise: true })).toEqualTypeOf<typeof load>()
// @ts-expect-error: a string is no id
void load('1')

// What it is given back it need not name.
void retry(function* () {
  const response = yield fetchIt()
  return response
})()
void retry({})(function* () {
  const response = yield fetchIt()
  return response
})()

const method = retry({})(function* (this: { base: string }, path: string) {
  yield fetchIt()
  return this.base + path
})
expectTypeOf(method).thisParameter.toEqualTypeOf<{ base: string }>()

const retrying = new AsyncRetrying()
function* count(to: number) {
  yield fetchIt()
  return to
}
expectTypeOf(retrying.call(count, 3)).toEqualTypeOf<Promise<number>>()
expectTypeOf(retrying.call(() => count(3))).toEqualTypeOf<Promise<number>>()
expectTypeOf(runWithRetry({}, () => count(3))).toEqualTypeOf<Promise<number>>()
expectTypeOf(startRetry({}, () => count(3)).result).toEqualTypeOf<Promise<number>>()
expectTypeOf(toPromise(createActor(bind(createRetryMachine(), () => count(3))))).resolves.toBeNumber()
expectTypeOf(
  runWithRetry({}, function* ({ signal }) {
    const response: Response = yield fetch('http://localhost', { signal })
    return response
  }),
).toEqualTypeOf<Promise<Response>>()

// An async generator function stays one.

async function* rows(table: string) {
  yield { id: 1, table }
  return 'end'
}
const readRows = retry({})(rows, {
  resume(last, given, table) {
    expectTypeOf(last).toEqualTypeOf<{ id: number; table: string }>()
    expectTypeOf(given).toBeNumber()
    expectTypeOf(table).toBeString()
    return [last]
  },
})
expectTypeOf(readRows).toExtend<typeof rows>()
for await (const row of readRows('users')) expectTypeOf(row).toEqualTypeOf<{ id: number; table: string }>()
for await (const row of retrying.call(rows, 'users')) expectTypeOf(row.id).toBeNumber()
for await (const row of runWithRetry({}, async function* ({ attemptNumber }) {
  yield attemptNumber
}))
  expectTypeOf(row).toBeNumber()
void runWithRetry({}, () => rows('users'), {
  resume: (last, _count, { signal }) => (signal.aborted ? [] : [last]),
}).next()

// @ts-expect-error: what resume gives is of the same type
retry({})(rows, { resume: () => ['row'] })
// @ts-expect-error: there is nothing to resume
retry({})(fetchIt, { resume: () => [] })
// @ts-expect-error: nor here
void runWithRetry({}, fetchIt, { resume: () => [] })
// Many values are not stored.
expectTypeOf(runWithRetry({}, () => rows('users'), { store })).not.toExtend<AsyncGenerator>()

// A function of any kind gives what await makes of it.

declare const anything: ReturnType<typeof JSON.parse>
expectTypeOf(runWithRetry({}, () => anything)).resolves.toBeAny()
expectTypeOf(
  runWithRetry({}, () => {
    throw new Error('down')
  }),
).toEqualTypeOf<Promise<never>>()
export const generic = <T>(fn: () => Promise<T>): Promise<T> => runWithRetry({}, fn)
export const either = <T>(fn: () => T): Promise<Awaited<T>> => runWithRetry({}, fn)
