import type { RetryActor } from './xstate.ts'

/**
 * What a session's actor comes to, also when it is stopped.
 *
 * @param actor - not yet started
 */
export const resultOfActor = (actor: RetryActor): Promise<unknown> =>
  new Promise((resolve, reject) => {
    actor.subscribe({
      complete: () => {
        const { status, output } = actor.getSnapshot()
        if (status === 'done') resolve(output)
        else reject(new DOMException('the session was stopped', 'AbortError'))
      },
      error: reject,
    })
  })
