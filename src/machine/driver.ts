import { isThenable } from '../awaitable.ts'
import type { Edge, Node } from './link.ts'
import type { Control } from './control.ts'
import { notify } from './notify.ts'
import type { Session } from './session.ts'
import { microtask } from '../time.ts'
import { mustWatch, watch } from './watch.ts'

/**
 * Runs a session to its end by the compiled chart, with no machine and no actor: what `retry` does when nobody looks.
 *
 * One async function walks the table, so that the caller's async stack reaches into every attempt.
 */
export function drive(session: Session): Promise<unknown> {
  if (session.control?.isObserved) notify(session.policy, (observer) => observer.onStart?.(session))
  return mustWatch(session) ? walkWatched(session) : walk(session)
}

async function walkWatched(session: Session): Promise<unknown> {
  const unwatch = watch(session, (reason) => session.interrupt(reason))
  try {
    return await walk(session)
  } finally {
    unwatch()
  }
}

async function walk(session: Session): Promise<unknown> {
  let result: unknown
  let node = next(session, session.policy.program.onStart, result)
  let hasYielded = false
  while (node !== undefined) {
    let edges = node.onDone
    try {
      result = node.run(session)
      if (result === microtask && hasYielded) {
        hasYielded = false
      } else if (isThenable(result)) {
        hasYielded = true
        result = await (session.control === undefined ? result : orInterruption(session.control, result))
      }
    } catch (error) {
      if (edges.length === 0) throw error
      result = error
      edges = node.onError
    }
    if (edges.length === 0) break
    node = next(session, edges, result)
  }
  return result
}

/** Where a step's result leads; an interruption wins. */
function next(session: Session, edges: readonly Edge[], result: unknown): Node | undefined {
  const { control } = session
  if (control === undefined) return follow(edges, session, result)
  session.endStep()
  return isInterrupted(session) ? interrupted(session) : follow(edges, session, result)
}

function follow(edges: readonly Edge[], session: Session, result: unknown): Node | undefined {
  for (let i = 0; ; i++) {
    // The last transition of each list has no guard, so there is one.
    const edge = edges[i] as Edge
    if (edge.guard !== undefined && !edge.guard(session, result)) continue
    if (edge.update !== undefined) edge.update(session, result, session.policy)
    return edge.target
  }
}

const isInterrupted = ({ control }: Session): boolean => control?.interruption !== undefined

const interrupted = (session: Session): Node | undefined =>
  follow(session.policy.program.onAbort, session, session.control?.interruption?.reason)

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
