import { isThenable } from '../awaitable.ts'
import type { Control } from './control.ts'
import { hook } from './hook.ts'
import { notify } from './notify.ts'
import { onAbort, start } from './program.ts'
import type { Session } from './session.ts'
import type { State, Transition } from './state.ts'
import { microtask } from '../time.ts'
import { mustWatch, watch } from './watch.ts'

/**
 * Runs a session to its end by the compiled chart, with no machine and no actor: what `retry` does when nobody looks.
 *
 * One async function walks the chart's states, so that the caller's async stack reaches into every attempt.
 */
export function drive(session: Session): Promise<unknown> {
  if (session.control?.isObserved) {
    if (hook.interpret !== undefined) return hook.interpret(session)
    notify(session, 'onStart')
  }
  return mustWatch(session) ? walkWatched(session) : walk(session, start(session))
}

async function walkWatched(session: Session): Promise<unknown> {
  const unwatch = watch(session, (reason) => session.interrupt(reason))
  try {
    return await walk(session, next(session, start, undefined))
  } finally {
    unwatch()
  }
}

async function walk(session: Session, state: State | undefined): Promise<unknown> {
  let result: unknown
  let hasYielded = false
  while (state !== undefined) {
    let transition = state.onDone
    try {
      result = state.run(session)
      if (result === microtask && hasYielded) {
        hasYielded = false
      } else if (isThenable(result)) {
        hasYielded = true
        result = await (session.control === undefined ? result : orInterruption(session.control, result))
      }
    } catch (error) {
      if (transition === undefined) throw error
      result = error
      transition = state.onError
    }
    if (transition === undefined) break
    state = session.control === undefined ? transition(session, result) : next(session, transition, result)
  }
  return result
}

/** Where a step's result leads; an interruption wins. */
function next(session: Session, transition: Transition, result: unknown): State | undefined {
  session.endStep()
  const interruption = session.control?.interruption
  return interruption === undefined ? transition(session, result) : onAbort(session, interruption.reason)
}

/** Settles with the step, or at once when the session is interrupted; the step's late rejection is handled. */
function orInterruption(control: Control, step: PromiseLike<unknown>): PromiseLike<unknown> {
  if (!control.isInterruptible) return step
  return new Promise((resolve, reject) => {
    control.reject = reject
    // Exactly these two functions: V8 follows them back to the caller when it writes the async stack.
    Promise.resolve(step).then(resolve, reject)
    if (control.interruption !== undefined) reject(control.interruption.reason)
  })
}
