import type { RetryOptions } from 'holdfast'

/** What stands in for a function of the user's, by the option that it is given as. */
export type Stand = (option: string, callee: (...args: never[]) => unknown) => (...args: never[]) => unknown

/** Options whose functions are others. */
export const mapCalled = (options: RetryOptions, stand: Stand): RetryOptions =>
  Object.fromEntries(
    Object.entries(options).map(([option, value]) => [
      option,
      // Of any kind; the options keep their types.
      CALLED.has(option) && typeof value === 'function' ? stand(option, value as () => unknown) : value,
    ]),
  )

const CALLED: ReadonlySet<string> = new Set<keyof RetryOptions>([
  'retry',
  'wait',
  'stop',
  'before',
  'after',
  'beforeSleep',
  'sleep',
  'retryErrorCallback',
])
