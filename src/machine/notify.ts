import { hook } from './hook.ts'
import type { RetryObserver } from './observer.ts'
import { quietly } from './quietly.ts'

interface Observable {
  readonly observer: RetryObserver | undefined
}

/** Whether anybody is to be told about a session of this policy. */
export const isObserved = ({ observer }: Observable): boolean =>
  hook.observers.length > 0 || observer !== undefined

/** Tells all observers; what they throw is dropped. */
export function notify({ observer }: Observable, tell: (observer: RetryObserver) => void): void {
  for (const each of observer === undefined ? hook.observers : [...hook.observers, observer]) {
    quietly(() => tell(each))
  }
}
