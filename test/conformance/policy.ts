import { RetryError } from 'holdfast'
import type { RetryOptions } from 'holdfast'

import { createErrorCallback, createHook, createSleep } from './hooks.ts'
import type { Scenario } from './scenario.ts'
import type { Stage } from './stage.ts'
import { createRetry, createStop, createWait } from './strategies.ts'

/** The options that a scenario gives, made so that whatever they do is logged on the stage. */
export function createPolicy(stage: Stage): RetryOptions {
  const {
    stop,
    retry,
    wait,
    hooks = {},
    errorCallback,
    retryErrorCls,
    reraise,
    enabled,
    name,
  } = stage.scenario
  const { before, after, beforeSleep } = hooks
  // What is absent must stay absent: an option that is undefined is not inherited.
  return {
    clock: stage.clock,
    random: stage.random,
    sleep: createSleep(stage),
    ...(stop && { stop: createStop(stage, stop) }),
    ...(retry && { retry: createRetry(stage, retry) }),
    ...(wait === null ? { wait: null } : wait && { wait: createWait(stage, wait) }),
    ...(before && { before: createHook(stage, 'before', before) }),
    ...(after && { after: createHook(stage, 'after', after) }),
    ...(beforeSleep && { beforeSleep: createHook(stage, 'beforeSleep', beforeSleep) }),
    ...(errorCallback && { retryErrorCallback: createErrorCallback(stage, errorCallback) }),
    ...(retryErrorCls && { retryErrorCls: retryErrorClasses[retryErrorCls] }),
    ...(reraise !== undefined && { reraise }),
    ...(enabled !== undefined && { enabled }),
    ...(name !== undefined && { name }),
  }
}

class CustomRetryError extends RetryError {}

const retryErrorClasses: Readonly<Record<NonNullable<Scenario['retryErrorCls']>, typeof RetryError>> = {
  RetryError,
  CustomRetryError,
}
