/** A value, or a promise of it. */
export type Awaitable<T> = T | PromiseLike<T>

/** Whether `await` would wait for the value: anything with a `then` method. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    ((typeof value === 'object' && value !== null) || typeof value === 'function') &&
    // Any object may be asked for any property.
    typeof (value as { then?: unknown }).then === 'function'
  )
}

/** Applies a function to a value, now when it is there, else when its promise is fulfilled. */
export function andThen<A, B>(value: Awaitable<A>, fn: (value: A) => Awaitable<B>): Awaitable<B> {
  return isThenable(value) ? Promise.resolve(value).then(fn) : fn(value)
}
