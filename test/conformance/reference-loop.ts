import { RetryError, TryAgain } from 'holdfast'
import type { Outcome, RetryCallState, RetryOptions, RetryStatistics } from 'holdfast'

import { plainly } from './interpreter.ts'
import type { Interpreter } from './interpreter.ts'

/**
 * The order of SCHEMA.md as one plain loop, with nothing of Holdfast's engine in it.
 *
 * It says what is expected where Holdfast goes on and Tenacity's recorded run broke off. That it may say so is proved
 * on all the others: there it gives Tenacity's own traces.
 */
export const referenceLoop: Interpreter = {
  title: 'the reference loop',
  start(run) {
    const { policy, script } = plainly(run)
    const state = beginning(policy, script)
    const result = policy.enabled === false ? once(state, script) : loop(state, policy, script)
    return { result, statistics: () => state.statistics }
  },
}

type Loose<T> = { -readonly [K in keyof T]: T[K] }
type State = Loose<Omit<RetryCallState, 'statistics'>> & { statistics: Loose<RetryStatistics> }

async function once(state: State, script: () => unknown): Promise<unknown> {
  state.statistics.attemptNumber = 0
  return script()
}

async function loop(state: State, policy: RetryOptions, script: () => unknown): Promise<unknown> {
  const { statistics } = state
  for (;;) {
    await policy.before?.(state)
    const outcome = await attempt(script, state.attemptNumber)
    state.outcome = outcome
    state.elapsed = state.clock.monotonic() - state.startTime

    if (!(await isRetried(outcome, state, policy))) return outcome.result()
    await policy.after?.(state)
    state.upcomingSleep = (await policy.wait?.(state)) ?? 0
    statistics.delaySinceFirstAttempt = state.elapsed
    if (await policy.stop?.(state)) return giveUp(outcome, state, policy)

    statistics.attemptNumber++
    state.idleFor = statistics.idleFor += state.upcomingSleep
    state.nextAction = { sleep: state.upcomingSleep }
    await policy.beforeSleep?.(state)
    state.nextAction = undefined
    state.outcome = undefined
    state.attemptNumber++
    await policy.sleep?.(state.upcomingSleep, { signal: state.signal })
  }
}

async function attempt(script: () => unknown, attemptNumber: number): Promise<Outcome> {
  try {
    const value = await script()
    return { failed: false, value, attemptNumber, result: () => value }
  } catch (error) {
    return {
      failed: true,
      error,
      attemptNumber,
      result() {
        throw error
      },
    }
  }
}

async function isRetried(outcome: Outcome, state: State, policy: RetryOptions): Promise<boolean> {
  if (outcome.failed && outcome.error instanceof TryAgain) return true
  if (policy.retry !== undefined) return policy.retry(state)
  return outcome.failed && !(outcome.error instanceof Error && outcome.error.name === 'AbortError')
}

function giveUp(outcome: Outcome, state: State, policy: RetryOptions): unknown {
  if (policy.retryErrorCallback !== undefined) return policy.retryErrorCallback(state)
  if (policy.reraise && outcome.failed) throw underlying(outcome.error)
  const { name, statistics } = state
  const Exhausted = policy.retryErrorCls ?? RetryError
  throw new Exhausted({ name, lastAttempt: outcome, errors: [], statistics })
}

const underlying = (error: unknown) => (error instanceof TryAgain ? (error.cause ?? error) : error)

function beginning({ clock, random, name }: RetryOptions, fn: () => unknown): State {
  if (clock === undefined || random === undefined)
    throw new Error('the reference loop needs a clock and a random')
  const startTime = clock.monotonic()
  return {
    name: name ?? fn.name,
    fn,
    args: [],
    attemptNumber: 1,
    isRepeated: false,
    outcome: undefined,
    startTime,
    elapsed: 0,
    idleFor: 0,
    upcomingSleep: 0,
    nextAction: undefined,
    signal: new AbortController().signal,
    idempotencyKey: 'run',
    attemptKey: 'run',
    statistics: { attemptNumber: 1, idleFor: 0, delaySinceFirstAttempt: 0, startTime },
    clock,
    random,
  }
}
