import type { Observable, Subscriber } from 'rxjs'
import { createControl } from '../../machine/control.ts'
import { isRetryMachine, policyOf } from '../../machine/create-retry-machine.ts'
import type { RetryOptions } from '../../machine/options.ts'
import type { Policy } from '../../machine/policy.ts'
import { runSession } from '../../machine/run-session.ts'
import { asksNothing } from '../../machine/shortcut.ts'
import type { AnyRetryMachine, Inspect } from '../../machine/xstate.ts'
import { StreamSession } from './stream-session.ts'
import { subscribeAttempt } from './subscribe-attempt.ts'

/** Runs a session whose attempts are subscriptions to a source. */
export function subscribeInSession<T>(
  source: Observable<T>,
  subscriber: Subscriber<T>,
  machine: AnyRetryMachine | RetryOptions,
  id: string | undefined,
  inspect: Inspect | undefined,
): void {
  let session: StreamSession | undefined
  let hasEnded = false

  const end = (tell: () => void) => {
    if (hasEnded) return
    hasEnded = true
    tell()
  }

  // First: a consumer may have had enough while the source is still being subscribed to.
  subscriber.add(() =>
    end(() => session?.interrupt(new DOMException('the consumer has unsubscribed', 'AbortError'))),
  )

  const isWatched = inspect !== undefined || (isRetryMachine(machine) && policyOf(machine) === undefined)

  const begin = (begun: StreamSession) =>
    subscribeAttempt(begun, source, {
      next: (value) => subscriber.next(value),
      complete() {
        // What the session does after a success that nobody asks about, without its microtasks.
        if (!isWatched && asksNothing(begun)) end(() => subscriber.complete())
      },
    })

  const create = (policy: Policy) => {
    const created: StreamSession = new StreamSession(
      policy,
      () => begin(created),
      createControl(undefined, id),
    )
    session = created
    return created
  }

  runSession(machine, create, inspect).then(
    (value) =>
      end(() => {
        // Of the retryErrorCallback, which is the user's word for a value of the source.
        if (session?.end !== undefined) subscriber.next(value as T)
        subscriber.complete()
      }),
    (error: unknown) => end(() => subscriber.error(error)),
  )
}
