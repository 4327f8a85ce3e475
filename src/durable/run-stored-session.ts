import type { Binding } from '../machine/actor-session.ts'
import type { Policy } from '../machine/policy.ts'
import { policyBehind } from '../machine/xstate.ts'
import type { RetryMachine } from '../machine/xstate.ts'
import { attemptLimit } from '../strategies/common/attempt-limit.ts'
import { labelOf } from '../strategies/common/label.ts'
import { checkKind } from './check-kind.ts'
import { checkRecords } from './check-records.ts'
import type { CheckedRunOptions } from './read-run-options.ts'
import type { SessionStore } from './session-store.ts'
import { createStoredRun } from './stored-run.ts'
import type { StoredRun } from './stored-run.ts'
import type { StoredSession } from './stored-session.ts'

/**
 * Runs a stored session, or attaches to it where it runs already: in this process at once, in another by waiting for its
 * end.
 *
 * @param options - with a store and an id; `signal`, like the policy's own, ends this call, and the session goes on for
 *   the others: without any it stays in the store as it is
 */
export async function runStoredSession(
  machine: RetryMachine,
  fn: Binding['fn'],
  {
    signal,
    id,
    store,
    restart = false,
    lease = LEASE,
    maxCrashes = MAX_CRASHES,
    ...options
  }: CheckedRunOptions,
): Promise<unknown> {
  checkRecords(machine)
  // Whoever calls this has checked them: a retry machine, a store and an id.
  const policy = policyBehind(machine) as Policy
  const session = {
    ...options,
    machine,
    fn,
    policy,
    attemptLimit: (policy.stop && attemptLimit(labelOf(policy.stop))) ?? null,
    id: id as string,
    store: store as SessionStore,
    leaseFor: lease,
    maxCrashes,
  }
  const signals = [signal, session.policy.signal]
  const aborted = signals.find((each) => each?.aborted)
  if (aborted !== undefined) throw aborted.reason
  return runOf(session).attach({ signals, restart })
}

/** How long others wait for a process that was not heard of; milliseconds. */
const LEASE = 15_000

/** How often an attempt is run that has killed its process. */
const MAX_CRASHES = 5

/** Of this process. */
const runsOf = new WeakMap<SessionStore, Map<string, StoredRun>>()

function runOf(session: StoredSession): StoredRun {
  const { id, store, policy } = session
  const runs = runsOf.get(store) ?? new Map<string, StoredRun>()
  runsOf.set(store, runs)
  const running = runs.get(id)
  if (running !== undefined) {
    checkKind(id, running.kind, policy)
    return running
  }
  const run = createStoredRun(session, () => {
    // One that was given up may have a successor.
    if (runs.get(id) === run) runs.delete(id)
  })
  runs.set(id, run)
  return run
}
