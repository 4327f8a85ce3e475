import type { RetryObserver } from './observer.ts'

/** One call of `observe`: an object of its own, since observing twice takes two ends. */
interface Registration {
  readonly observer: RetryObserver
}

interface Hook {
  /** Replaced, never changed, so that one may unsubscribe while it is told something. */
  observers: readonly Registration[]
}

const KEY = Symbol.for('holdfast.hook.1')

/**
 * The one place where code outside asks to be told about every session of the process.
 *
 * It lives on `globalThis` under a versioned key, so that two installed copies, or a bundled one, share it.
 */
export const hook: Hook = ((globalThis as { [KEY]?: Hook })[KEY] ??= { observers: [] })
