import { hook } from './hook.ts'
import type { RetryEnd, RetryObserver } from './observer.ts'
import { quietly } from './quietly.ts'
import type { Session } from './session.ts'

/** Whether anybody is to be told about a session of this policy. */
export const isObserved = ({ observer }: { readonly observer: RetryObserver | undefined }): boolean =>
  hook.observers.length > 0 || observer !== undefined

/** Tells the observers of a session, where there are any; what they throw is dropped. */
export function notify(session: Session, method: keyof RetryObserver, end?: RetryEnd): void {
  // Apart, so that the engine can inline the question into sessions that nobody observes.
  if (session.control?.isObserved) tell(session, method, end)
}

function tell(session: Session, method: keyof RetryObserver, end: RetryEnd | undefined): void {
  // The compiler cannot see that `onEnd`, and no other method, is given an end.
  const facts = (end === undefined ? [session] : [session, end]) as [Session, RetryEnd]
  const tellOne = ({ observer }: { readonly observer?: RetryObserver | undefined }) =>
    quietly(() => observer?.[method]?.(...facts))
  for (const each of hook.observers) tellOne(each)
  tellOne(session.policy)
}
