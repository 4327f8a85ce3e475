import { afterLog, beforeLog, beforeSleepLog } from 'holdfast'
import type { HookFunction, RetryCallState, RetryOptions } from 'holdfast'

import { inMode } from './in-mode.ts'
import { nextTurn } from '../support/next-turn.ts'
import type { Callback, Hook, HookName, LogHook } from './scenario.ts'
import type { Stage } from './stage.ts'

/** A scenario's hook: logs what it sees, takes its time, then throws if the script says so. */
export function createHook(stage: Stage, name: HookName, hook: Hook): HookFunction {
  if (hook.mode === 'log') return createLogHook(stage, name, hook)
  const { clock, errors, logState } = stage
  return inMode(hook.mode, (state: RetryCallState) => {
    logState(name, state)
    clock.advance(hook.durationMs ?? 0)
    if (hook.throws !== undefined && hook.throwAt === state.attemptNumber) {
      throw errors.make(hook.throws, { from: 'hook', hook: name })
    }
  })
}

/** What stands in for the RetryError. */
export function createErrorCallback({ clock, errors, logState }: Stage, callback: Callback) {
  return inMode(callback.mode, (state: RetryCallState) => {
    logState('errorCallback', state)
    clock.advance(callback.durationMs ?? 0)
    if (callback.kind === 'throw') throw errors.make(callback.throws, { from: 'errorCallback' })
    if (callback.kind === 'lastResult') return state.outcome?.result()
    return callback.kind === 'value' ? callback.value : undefined
  })
}

/** The policy's sleep: the clock jumps, by more or less than was asked for. */
export function createSleep({ scenario, clock, errors, log }: Stage): NonNullable<RetryOptions['sleep']> {
  const { sleepScale = 1, sleepThrows } = scenario
  let sleeps = 0
  return async (ms) => {
    sleeps++
    if (sleeps > MOST_SLEEPS) throw new Error(`more than ${MOST_SLEEPS} sleeps`)
    log('sleep', { ms, t: clock.elapsed })
    await nextTurn()
    if (sleepThrows?.atSleep === sleeps) {
      clock.advance(sleepThrows.afterMs ?? 0)
      throw errors.make(sleepThrows, { from: 'sleep' })
    }
    clock.advance(ms * sleepScale)
  }
}

/** No scenario comes near it, a session that never ends soon would. */
const MOST_SLEEPS = 200

function createLogHook({ log }: Stage, hook: HookName, { level, secFormat }: LogHook): HookFunction {
  const method = levels[level]
  if (method === undefined) throw new Error(`no log level ${level}`)
  const logger = { [method]: (message: string) => log('log', { hook, level, message }) }
  if (hook === 'before') return beforeLog(logger, method)
  const create = hook === 'after' ? afterLog : beforeSleepLog
  return create(logger, method, secFormat === undefined ? {} : { secFormat })
}

/** Python's levels by the names that JavaScript's loggers give them. */
const levels: Readonly<Record<number, string>> = { 10: 'debug', 20: 'info', 30: 'warn', 40: 'error' }
