/** Whether a value is what a `function*` returns. */
export const isGenerator = (value: unknown): value is Generator => tagOf(value) === 'Generator'

/** Whether a value is what an `async function*` returns. */
export const isAsyncGenerator = (value: unknown): value is AsyncGenerator => tagOf(value) === 'AsyncGenerator'

/** Whether a function is an `async function*`, also bound to its `this`. */
export const isAsyncGeneratorFunction = (fn: unknown): fn is (...args: never[]) => AsyncGenerator =>
  tagOf(fn) === 'AsyncGeneratorFunction'

/** Any value but null and undefined may be asked for any property. */
const tagOf = (value: unknown): unknown =>
  (value as { readonly [Symbol.toStringTag]?: unknown } | null | undefined)?.[Symbol.toStringTag]
