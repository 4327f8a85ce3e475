import { isAsyncGeneratorFunction } from '../coroutine/generator-kind.ts'
import { invalidCall } from '../errors/invalid.ts'
import { show } from '../errors/show.ts'
import type { RetryOptions } from './options.ts'
import type { IterationOptionsOf } from './resume.ts'
import type {
  AnyFunction,
  AsyncFunction,
  AsyncGeneratorFunction,
  CoroutineFunction,
  Retried,
} from './retried.ts'
import { Retrying } from './retrying.ts'

/** Makes functions and methods retry by one policy. */
export interface Retrier {
  /** As TypeScript's `experimentalDecorators` call it, on a method that returns a promise. */
  <M extends AsyncFunction>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): TypedPropertyDescriptor<M>
  /** As a TC39 decorator, on a method that returns a promise. */
  <M extends AsyncFunction>(method: M, context: ClassMethodDecoratorContext): M
  /** As a wrapper, on a `function*`: it makes a coroutine, which returns a promise. */
  <F extends CoroutineFunction>(fn: F): Retried<F>
  /** As a wrapper, on an `async function*`, which remains one. */
  <F extends AsyncGeneratorFunction>(fn: F, options?: IterationOptionsOf<F>): Retried<F>
  /** As a wrapper, on any other function. */
  <F extends AnyFunction>(fn: F): Retried<F>
}

/** Bare, as TypeScript's `experimentalDecorators` call it, on a method that returns a promise. */
export function retry<M extends AsyncFunction>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
): TypedPropertyDescriptor<M>
/** Bare, as a TC39 decorator, on a method that returns a promise. */
export function retry<M extends AsyncFunction>(method: M, context: ClassMethodDecoratorContext): M
/** Wraps a `function*` with the defaults: it makes a coroutine, which returns a promise. */
export function retry<F extends CoroutineFunction>(fn: F): Retried<F>
/** Wraps an `async function*` with the defaults; it remains one. */
export function retry<F extends AsyncGeneratorFunction>(fn: F): Retried<F>
/** Wraps any other function with the defaults. */
export function retry<F extends AnyFunction>(fn: F): Retried<F>
// Where no signature fits, the compiler takes the first for meant, of those with a literal type before the others: so it
// completes the names of options, and says no more of what follows. What is wrong it says by the last.
/** @deprecated The policy comes alone: `retry(options)(fn)`. */
export function retry(options: RetryOptions, fn: 'retry(options)(fn)'): Retrier
/** @deprecated The policy comes first: `retry(options)(fn)`. */
export function retry(fn: unknown, options: RightCall): never
/**
 * Makes a function retry: `retry(options)(fn)`, `@retry(options)` on a method, or bare with the defaults: `retry(fn)`.
 *
 * What it makes always returns a promise: a sync function is called the same way, and nothing ever blocks the thread.
 * The defaults are Tenacity's: whatever is thrown is retried for ever, without a wait.
 *
 * @param options - see `RetryOptions`
 * @returns a wrapper that is a decorator as well
 * @throws TypeError or RangeError that names the wrong option and the value received
 * @example
 * import { retry, stopAfterAttempt, waitExponential } from 'holdfast'
 *
 * const policy = { stop: stopAfterAttempt(3), wait: waitExponential({ multiplier: '1ms', max: '10s' }) }
 * let calls = 0
 * const getUser = retry(policy)(async (id: number) => {
 *   if (++calls < 3) throw new Error('connection reset')
 *   return `user ${id}`
 * })
 * await getUser(7) // => 'user 7'
 * getUser.statistics.attemptNumber // => 3
 */
export function retry(options?: RetryOptions): Retrier
export function retry(...input: readonly unknown[]): unknown {
  const [first] = input
  if (typeof first === 'function' || input.length > 1) return apply(new Retrying(), input)
  // The constructor checks what kind of thing it was given.
  const retrying = new Retrying(first as RetryOptions | undefined)
  return (...target: readonly unknown[]) => apply(retrying, target)
}

/** What the compiler says of other arguments. */
type RightCall =
  'retry(options)(fn) wraps a function, @retry(options) decorates a method that returns a promise'

/** Tells by the arguments whether it is a wrapper's call, a TC39 decorator's or an experimental decorator's. */
function apply(retrying: Retrying, [target, second, descriptor]: readonly unknown[]): unknown {
  if (second === undefined || isMethodContext(second)) return retrying.wraps(target as AnyFunction)
  if (isMethodDescriptor(descriptor)) return { ...descriptor, value: retrying.wraps(descriptor.value) }
  if (isAsyncGeneratorFunction(target)) return retrying.wraps(target, second as object)
  throw invalidCall(
    `retry wraps one function or decorates a method: retry(options)(fn), @retry(options); got ${show(target)} and ${show(second)}`,
  )
}

const isMethodContext = (value: unknown): boolean => (value as { kind?: unknown } | null)?.kind === 'method'

const isMethodDescriptor = (value: unknown): value is { readonly value: AnyFunction } =>
  typeof (value as { value?: unknown } | undefined)?.value === 'function'
