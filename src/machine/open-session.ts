import { bindTo } from './actor-session.ts'
import type { LastingBinding } from './actor-session.ts'
import { resultOfActor } from './result-of-actor.ts'
import { createRetryActor } from './xstate.ts'
import type { Inspect, PersistedRetrySnapshot, RetryActor, RetryEvent, RetryMachine } from './xstate.ts'

/** A session that XState runs. */
export interface OpenSession {
  readonly actor: RetryActor
  readonly result: Promise<unknown>
  /** Begins it, or goes on with it: until then nothing runs. */
  readonly start: () => void
  /** Sends an event, if it means anything in the state that the session is in. */
  readonly send: (event: RetryEvent) => void
}

interface OpenOptions {
  readonly inspect?: Inspect | undefined
  readonly snapshot?: PersistedRetrySnapshot | undefined
}

/** Makes a session in XState, new or as its snapshot says. */
export function openSession(
  machine: RetryMachine,
  binding: LastingBinding,
  options: OpenOptions,
): OpenSession {
  const actor = createRetryActor(machine, options)
  bindTo(actor, binding)
  const result = resultOfActor(actor)
  // Whoever only watches the session need not handle its failure.
  result.catch(() => {})
  return {
    actor,
    result,
    start() {
      actor.start()
    },
    send(event) {
      const snapshot = actor.getSnapshot()
      // XState warns of an event that comes too late, and announces one that changes nothing: a listener that sends it
      // again would never end.
      if (snapshot.status === 'active' && snapshot.can(event)) actor.send(event)
    },
  }
}
