import type { AttemptInfo } from './attempt-info.ts'
import type { RetryObserver } from './observer.ts'
import type { Session } from './session.ts'

/** One call of `observe`: an object of its own, since observing twice takes two ends. */
interface Registration {
  readonly observer: RetryObserver
}

interface Hook {
  /** Replaced, never changed, so that one may unsubscribe while it is told something. */
  observers: readonly Registration[]
  /** Runs an observed session in the compiled driver's place, so that the engine need not know what shows it. */
  interpret?: ((session: Session) => Promise<unknown>) | undefined
  /** Told every XState inspection event of every session; they never throw, are replaced like the observers, and absent when there are none. */
  inspectors?: readonly ((event: object) => void)[] | undefined
  /** Keeps the attempt that the code under way belongs to, so that the engine needs no Node. */
  attempts?: AttemptStorage | undefined
}

export interface AttemptStorage {
  /** @param session - whose attempt is about to run */
  run<R>(session: Session, callback: () => R): R
  getStore(): AttemptInfo | undefined
}

const KEY = Symbol.for('holdfast.hook.1')

/**
 * The one place where code outside asks to be told about every session of the process.
 *
 * It lives on `globalThis` under a versioned key, so that two installed copies, or a bundled one, share it.
 */
export const hook: Hook = ((globalThis as { [KEY]?: Hook })[KEY] ??= { observers: [] })
