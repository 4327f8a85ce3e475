import type { Operation } from 'effection'
import { isThenable } from '../../awaitable.ts'
import type { Policy } from '../../machine/policy.ts'
import type { RetryCallState } from '../../strategies/call-state.ts'
import { labelOf } from '../../strategies/common/label.ts'
import { retryByDefault } from '../../strategies/common/retry-by-default.ts'
import { isOperation } from './is-operation.ts'

/** What runs the operations of a session. */
export interface Performer {
  perform(operation: () => Operation<unknown>): Promise<unknown>
}

/** A policy whose hooks, strategies and sleep may give operations, which run in the scope of their session. */
export function policyInScope(policy: Policy): Policy {
  const known = policies.get(policy)
  if (known !== undefined) return known
  const inScope: Policy = {
    ...policy,
    stop: performed(policy.stop),
    wait: performed(policy.wait),
    // The engine knows the default by its identity, and it gives no operation.
    retry: policy.retry === retryByDefault ? policy.retry : performed(policy.retry),
    before: performed(policy.before),
    after: performed(policy.after),
    beforeSleep: performed(policy.beforeSleep),
    retryErrorCallback: performed(policy.retryErrorCallback),
    sleep: performedSleep(policy.sleep),
  }
  policies.set(policy, inScope)
  return inScope
}

/** By the signals that they gave: a sleep is told no more of its session. */
export const performers = new WeakMap<AbortSignal, Performer>()

// One for all sessions of a policy: the machines that inspectors are shown are kept by it.
const policies = new WeakMap<Policy, Policy>()

function performed<F extends ((state: RetryCallState) => unknown) | undefined>(fn: F): F {
  if (fn === undefined) return fn
  // The state that the steps of a session pass is the session.
  const run = (state: RetryCallState) => outcomeOf(fn(state), state as RetryCallState & Performer)
  // A promise of what the operation gives stands for it; inspectors show the strategies by their labels.
  return Object.defineProperty(run, 'label', { value: labelOf(fn) }) as F
}

const performedSleep = (sleep: Policy['sleep']): Policy['sleep'] =>
  sleep &&
  ((ms, options) =>
    // Whoever sleeps was asked by a session, with a signal of its own.
    outcomeOf(sleep(ms, options), performers.get(options.signal) as Performer) as PromiseLike<unknown>)

const outcomeOf = (result: unknown, performer: Performer): unknown =>
  isOperation(result) && !isThenable(result) ? performer.perform(() => result) : result
