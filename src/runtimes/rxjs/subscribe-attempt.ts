import { Subject, takeUntil } from 'rxjs'
import type { Observable, Subscription } from 'rxjs'
import { isThenable } from '../../awaitable.ts'
import { TimeoutError } from '../../errors/timeout-error.ts'
import type { ValuedSession } from '../valued-session.ts'

/** What an attempt tells as it comes. */
interface Listener<T> {
  readonly next: (value: T) => void
  readonly complete: () => void
}

/**
 * An attempt: subscribes to the source, at once.
 *
 * @returns a promise of its last value, for the policy
 */
export const subscribeAttempt = <T>(
  session: ValuedSession,
  source: Observable<T>,
  { next, complete }: Listener<T>,
): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const { attemptTimeout } = session.policy
    // While the source is being subscribed to, nobody has the subscription in hand yet.
    const cut = new Subject<void>()
    let subscription: Subscription | undefined
    let isOver = false
    let cancelTimer: (() => void) | undefined

    const settle = (tell: () => void) => {
      if (isOver) return
      isOver = true
      cancelTimer?.()
      tell()
    }

    // The promise is settled first: what the source makes of its end comes too late, and may be an error.
    const unsubscribe = () => (subscription === undefined ? cut.next() : subscription.unsubscribe())

    const timeOut = (limit: number) =>
      settle(() => {
        const error = new TimeoutError('attempt', limit)
        reject(error)
        session.abortSignal(error)
        unsubscribe()
      })

    const awaitNext = () => {
      if (attemptTimeout === undefined || isOver) return
      cancelTimer?.()
      cancelTimer = session.setTimer(() => timeOut(attemptTimeout), attemptTimeout)
    }

    session.value = undefined
    session.controlled().release = () =>
      settle(() => {
        // The session is over, or elsewhere: it does not ask why.
        reject(undefined)
        unsubscribe()
      })
    subscription = source.pipe(takeUntil(cut)).subscribe({
      next(value) {
        if (isOver) return
        cancelTimer?.()
        session.value = value
        next(value)
        awaitNext()
      },
      error: (error: unknown) => settle(() => reject(error)),
      complete: () =>
        settle(() => {
          resolve(isThenable(session.value) ? undefined : session.value)
          complete()
        }),
    })
    awaitNext()
  })
