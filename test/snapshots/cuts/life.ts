import { createRetryMachine, startRetry } from 'holdfast'
import type { AttemptInfo, ErrorClass, RetryOptions, RetrySession } from 'holdfast'

import { nextTurn } from '../../support/next-turn.ts'
import { mapCalled } from './map-called.ts'
import type { Stand } from './map-called.ts'

/** What a process is given that runs a session, or goes on with one. */
export interface LifeOptions {
  readonly policy: RetryOptions
  readonly fn: (attempt: AttemptInfo) => unknown
  /** Where it goes on. */
  readonly snapshot?: string | undefined
  /** The error classes that it knows. */
  readonly errors: readonly ErrorClass[]
  /** The point at which it is cut: 0 before it does anything, then each call of the user's, and each state without. */
  readonly cutAt: number
}

/** One process of a session. */
export interface Life {
  readonly session: RetrySession<unknown>
  /** How it was cut; undefined once the session has ended. */
  readonly cut: Promise<Cut | undefined>
}

export interface Cut {
  /** The session's snapshot. */
  readonly text: string
  /** The option whose call was under way, or `fn`. */
  readonly call: string | undefined
}

/**
 * Runs a session until it is cut.
 *
 * The call at which it is cut never reaches the user, nor does any after it: what it had begun is to begin again.
 */
export function beginLife({ policy, fn, snapshot, errors, cutAt }: LifeOptions): Life {
  let points = 0
  let calls = 0
  let isCut = cutAt === 0
  let pending: string | undefined
  let end: (cut?: Cut) => void
  const cut = new Promise<Cut | undefined>((resolve) => {
    end = resolve
  })

  /** Whether this is the point at which it is cut. */
  const comesToCut = () => !isCut && (isCut = ++points === cutAt)

  const gate: Stand =
    (call, callee) =>
    (...args) => {
      // In a turn of its own: the session may not know yet that it has begun.
      if (comesToCut()) void nextTurn().then(leave)
      if (isCut) {
        pending ??= call
        return new Promise(() => {})
      }
      calls++
      return callee(...args)
    }

  const leave = () => {
    const text = JSON.stringify(session.snapshot())
    session.actor.stop()
    end({ text, call: pending })
  }

  const session = startRetry(
    createRetryMachine(mapCalled(policy, gate)),
    // Logs show its name.
    Object.defineProperty<() => unknown>(gate('fn', fn), 'name', { value: fn.name }),
    snapshot === undefined ? { id: 'key' } : { snapshot, errors },
  )
  session.result.then(
    () => end(),
    () => end(),
  )
  if (cutAt === 0) leave()

  let told = calls
  session.subscribe(() => {
    // A state in which something is called is a point already.
    if (calls === told && pending === undefined && comesToCut()) leave()
    told = calls
  })

  return { session, cut }
}
