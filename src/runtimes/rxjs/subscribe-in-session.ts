import type { Observable, Subscriber } from 'rxjs'
import { createControl } from '../../machine/control.ts'
import type { CreateSession, SessionRunner } from '../../machine/session-runner.ts'
import { asksNothing } from '../../machine/shortcut.ts'
import { ValuedSession } from '../valued-session.ts'
import { subscribeAttempt } from './subscribe-attempt.ts'

/** Runs a session whose attempts are subscriptions to a source. */
export function subscribeInSession<T>(
  source: Observable<T>,
  subscriber: Subscriber<T>,
  run: SessionRunner,
  id: string | undefined,
): void {
  let session: ValuedSession | undefined
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

  const begin = (begun: ValuedSession, isInXState: boolean) =>
    subscribeAttempt(begun, source, {
      next: (value) => subscriber.next(value),
      complete() {
        // What the session does after a success that nobody asks about, without its microtasks.
        if (!isInXState && asksNothing(begun)) end(() => subscriber.complete())
      },
    })

  const create: CreateSession = (policy, isInXState) => {
    const created: ValuedSession = new ValuedSession(
      policy,
      () => begin(created, isInXState),
      createControl(undefined, id),
    )
    session = created
    return created
  }

  run(create).then(
    (value) =>
      end(() => {
        // Of the retryErrorCallback, which is the user's word for a value of the source.
        if (session?.end !== undefined) subscriber.next(value as T)
        subscriber.complete()
      }),
    (error: unknown) => end(() => subscriber.error(error)),
  )
}
