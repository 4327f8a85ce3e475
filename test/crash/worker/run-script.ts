import { setTimeout as delay } from 'node:timers/promises'
import { isRetryError, type RetryOptions, runWithRetry, type SessionStore, stopAfterAttempt } from 'holdfast'
import { StoreError } from 'holdfast/sqlite'
import { type Answer, messageOf, type Script, valueOf } from '../script.ts'
import type { WorldLog } from '../world-log.ts'
import type { At } from './die-at.ts'

/** What a script needs of its worker. */
export interface Stage {
  readonly store: SessionStore
  readonly lease: number
  readonly at: At
  readonly write: WorldLog
  /** As whom this process holds sessions. */
  readonly owner: () => string
}

/** Runs a session, or attaches to it, and gives what it came to. */
export async function runScript(script: Script, stage: Stage): Promise<Answer> {
  const { id } = script
  const { store, lease, at, write, owner } = stage
  const run = runWithRetry(
    policyOf(script, at),
    async ({ attemptNumber, isRepeated, idempotencyKey, attemptKey }) => {
      const { status, attempt, owner: holder, rev } = (await store.get(id)) ?? MISSING
      const stored = { status, attempt, owner: holder, rev }
      write({
        type: 'begin',
        id,
        attempt: attemptNumber,
        isRepeated,
        idempotencyKey,
        attemptKey,
        owner: owner(),
        stored,
      })
      at('in attempt')
      await delay(script.attemptTime)
      write({ type: 'end', id, attempt: attemptNumber })
      at('after attempt')
      if (attemptNumber <= script.failures) throw new Error(messageOf(script, attemptNumber))
      return valueOf(script, attemptNumber)
    },
    { id, store, lease },
  )
  return run.then(
    (value) => ({ status: 'done', value }),
    (error: unknown) => ({ status: 'failed', value: messageIn(error) }),
  )
}

const MISSING = { status: 'cancelled', attempt: 0, owner: null, rev: 0 } as const

function policyOf({ limit, sleeps, hasHooks }: Script, at: At): RetryOptions {
  const policy: RetryOptions = {
    id: 'crash-test',
    stop: stopAfterAttempt(limit),
    wait: ({ attemptNumber }) => sleeps[attemptNumber - 1],
  }
  if (!hasHooks) return policy
  const hook = (point: Parameters<At>[0]) => async () => {
    await delay(1)
    at(point)
  }
  return {
    ...policy,
    before: hook('in before hook'),
    after: hook('in after hook'),
    beforeSleep: hook('in beforeSleep hook'),
  }
}

/** Of the session's own error: a store that failed has ended nothing. */
function messageIn(error: unknown): string {
  if (error instanceof StoreError) throw error
  const { message } = (isRetryError(error) ? error.cause : error) as Error
  return message
}
