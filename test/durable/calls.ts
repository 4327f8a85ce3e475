import { runWithRetry } from 'holdfast'
import type { RetryOptions, RunOptions, SessionStore } from 'holdfast'
import { expect } from 'vitest'

import { rejection } from '../support/settled.ts'

export const mustNotRun = () => expect.fail('must not run')

export const failingWith = (error: unknown) => async () => {
  throw error
}

/** Runs a session to its failure, and gives the error. */
export const failOn = (store: SessionStore, error: unknown, policy: RetryOptions = { retry: () => false }) =>
  rejection(runWithRetry(policy, failingWith(error), { id: 'job', store }))

/** Calls for a session that has ended. */
export const ask = (store: SessionStore, options: Partial<RunOptions> = {}) =>
  runWithRetry({}, mustNotRun, { id: 'job', store, ...options })
