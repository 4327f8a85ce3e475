import { hook } from '../machine/hook.ts'
import { observe } from '../machine/observe.ts'
import { quietObserver } from '../machine/quiet-observer.ts'
import { runInXState } from '../machine/run-in-xstate.ts'
import { startReaders } from '../machine/session-readers.ts'
import type { Inspect } from '../machine/xstate.ts'

/**
 * Shows every retry session of the process that begins from now on to an inspector, with no change where they are
 * started: those of `retry`, `AsyncRetrying` and its loops, `runWithRetry`, `startRetry`, and the machines that
 * `createActor` runs, or other machines invoke or spawn.
 *
 * XState then runs sessions that the compiled driver would run, with the same results. Two differences remain: each costs
 * about as much as an XState machine does, and the stack of an error in a later attempt does not lead to the caller.
 *
 * @param inspector - from `createInspector`, or anything whose `inspect` takes XState's inspection events, such as an
 *   inspector of `@statelyai/inspect`; any number may be attached
 * @returns a function that detaches it
 * @throws TypeError when `inspect` is no observer
 * @example
 * import { retry } from 'holdfast'
 * import { attach, createInspector } from 'holdfast/inspect'
 *
 * const inspector = createInspector()
 * const detach = attach(inspector)
 * await retry(async function ping() {})()
 * detach()
 * inspector.sessions().map(({ name, status }) => [name, status]) // => [['ping', 'done']]
 */
export function attach({ inspect }: { readonly inspect: Inspect }): () => void {
  startReaders.inspect('inspect', inspect)
  // The hook knows nothing of XState; what it is told by is XState alone.
  const tell = quietObserver(inspect).next as (event: object) => void
  // Sessions of which nobody is told ask the hook for nothing.
  const unobserve = observe({ onStart() {} })
  hook.inspectors = [...(hook.inspectors ?? []), tell]
  hook.interpret ??= runInXState
  return () => {
    unobserve()
    const others = hook.inspectors?.filter((other) => other !== tell) ?? []
    hook.inspectors = others.length > 0 ? others : undefined
    if (others.length === 0) hook.interpret = undefined
  }
}
