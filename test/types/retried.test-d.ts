import { expectTypeOf } from 'vitest'
import { AsyncRetrying, retry } from 'holdfast'
import type { Retried, RetryStatistics } from 'holdfast'

declare const wrap: ReturnType<typeof retry>

// An async function keeps its type: parameters, result, `this`, overloads and type parameters.

const getUser = wrap(async (id: number, _fresh = false) => `user ${id}`)
expectTypeOf(getUser).parameters.toEqualTypeOf<[id: number, fresh?: boolean | undefined]>()
expectTypeOf(getUser(7)).resolves.toBeString()
// @ts-expect-error: a string is no id
void getUser('7')

declare function load(id: number): Promise<'one'>
declare function load(ids: readonly number[]): Promise<'many'>
const retriedLoad = wrap(load)
expectTypeOf(retriedLoad(1)).resolves.toEqualTypeOf<'one'>()
expectTypeOf(retriedLoad([1])).resolves.toEqualTypeOf<'many'>()

const first = wrap(async <T>(items: readonly T[]): Promise<T | undefined> => items[0])
expectTypeOf(first([1, 2])).resolves.toEqualTypeOf<number | undefined>()
expectTypeOf(first(['a'])).resolves.toEqualTypeOf<string | undefined>()

const method = wrap(async function (this: { base: string }, path: string) {
  return this.base + path
})
expectTypeOf(method).thisParameter.toEqualTypeOf<{ base: string }>()
// @ts-expect-error: it needs its `this`
void method('/users')

// What is not a promise becomes one.

const parse = wrap((text: string): { ok: boolean } => JSON.parse(text) as { ok: boolean })
expectTypeOf(parse).parameters.toEqualTypeOf<[text: string]>()
expectTypeOf(parse('{}')).toEqualTypeOf<Promise<{ ok: boolean }>>()

declare function query(): PromiseLike<number>
const thenable = wrap(query)
expectTypeOf(thenable()).toEqualTypeOf<Promise<number>>()

const sometimes = wrap((late: boolean): number | Promise<number> => (late ? Promise.resolve(1) : 1))
expectTypeOf(sometimes(true)).toEqualTypeOf<Promise<number>>()

// So does what may be anything.
expectTypeOf(wrap(JSON.parse)).parameters.toEqualTypeOf<Parameters<typeof JSON.parse>>()
expectTypeOf(wrap(JSON.parse)('1')).toEqualTypeOf<Promise<ReturnType<typeof JSON.parse>>>()
expectTypeOf(new AsyncRetrying().wraps(JSON.parse)('1')).resolves.toBeAny()

const fails = wrap(() => {
  throw new Error('down')
})
expectTypeOf(fails()).toEqualTypeOf<Promise<never>>()

// TypeScript cannot keep the type parameters of a sync function.
const identity = wrap(<T>(value: T): T => value)
expectTypeOf(identity(1)).toEqualTypeOf<Promise<unknown>>()

// Nor its overloads, but for the last.
declare function size(of: string): 'text'
declare function size(of: number): 'number'
expectTypeOf(wrap(size)(1)).toEqualTypeOf<Promise<'number'>>()
// @ts-expect-error: the first overload is lost
void wrap(size)('text')

// What it brings along.

expectTypeOf(getUser.statistics).toEqualTypeOf<RetryStatistics>()
expectTypeOf(getUser.retryWith({ reraise: true })).toEqualTypeOf<typeof getUser>()
expectTypeOf(getUser.retrying.call(async () => 1)).toEqualTypeOf<Promise<number>>()
expectTypeOf(retry(load)).toEqualTypeOf<Retried<typeof load>>()
expectTypeOf(new AsyncRetrying().wraps(load)).toEqualTypeOf<Retried<typeof load, AsyncRetrying>>()
expectTypeOf(new AsyncRetrying().call((a: number, b: string) => a + b, 1, 'b')).toEqualTypeOf<
  Promise<string>
>()
// @ts-expect-error: the arguments are the function's
void new AsyncRetrying().call((a: number) => a, 'one')

// @ts-expect-error: the policy comes first: retry(options)(fn)
void retry(load, { reraise: true })
// @ts-expect-error: and alone
void retry({ reraise: true }, load)
// @ts-expect-error: there is no such option
retry({ attempts: 3 })
// What is meant is known all the same, so that nothing is said of the rest.
// @ts-expect-error: it is stop
const misspelt = retry({ stopp: undefined })
expectTypeOf(misspelt(load)).toEqualTypeOf<Retried<typeof load>>()

// A function is no policy, even with the members of one.
declare const named: { (id: number): Promise<string>; readonly id: string; readonly version: string }
expectTypeOf(retry(named)).toEqualTypeOf<Retried<typeof named>>()
// @ts-expect-error: what is retried is a function
retry({})('load')
