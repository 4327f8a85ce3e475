import { adopt } from './actor-session.ts'
import { machineOf } from './create-retry-machine.ts'
import type { Policy } from './policy.ts'
import { resultOfActor } from './result-of-actor.ts'
import type { Session } from './session.ts'
import { createRetryActor } from './xstate.ts'
import type { Inspect, RetryMachine } from './xstate.ts'

/**
 * Runs a session that was begun outside XState, in XState, where inspectors can follow it.
 *
 * @param machine - of the session's policy
 * @returns a promise of its result, as the driver's
 */
export function runInXState(
  session: Session,
  machine: RetryMachine = machineFor(session.policy),
  inspect?: Inspect,
): Promise<unknown> {
  const { statistics } = session
  const actor = createRetryActor(machine, { inspect })
  adopt(actor, session)
  const control = session.controlled()
  control.reject = (reason) => {
    const { status, context } = actor.getSnapshot()
    if (status === 'active' && context.end === undefined) actor.send({ type: 'ABORT', reason })
  }
  const result = resultOfActor(actor)
  // The object that the caller has in hand; a machine's context is a new one in each state.
  actor.subscribe({
    next: ({ context }) => void Object.assign(statistics, context.statistics),
    error: () => {},
  })
  actor.start()
  return result
}

const machines = new WeakMap<Policy, RetryMachine>()

function machineFor(policy: Policy): RetryMachine {
  const machine = machines.get(policy) ?? machineOf(policy)
  machines.set(policy, machine)
  return machine
}
