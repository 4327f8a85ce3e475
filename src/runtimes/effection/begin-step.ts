import { scoped } from 'effection'
import type { Operation, Scope } from 'effection'
import { microtask } from '../../time.ts'

/**
 * Begins an operation as a task, in a scope of its own: what it spawns and acquires ends with it.
 *
 * @param resolve - told its value, once it is torn down
 * @param reject - told its error, likewise; nobody is told of a step that was cut while it ran
 * @returns a function that cuts it, and gives a promise of the end of its teardown; then it does nothing more
 */
export function beginStep(
  scope: Scope,
  operation: () => Operation<unknown>,
  resolve: (value: unknown) => void,
  reject: (error: unknown) => void,
): () => Promise<void> {
  let state: 'running' | 'ending' | 'over' = 'running'
  let isCut = false
  const body = function* () {
    try {
      return yield* operation()
    } finally {
      state = 'ending'
    }
  }
  const task = scope.run(function* () {
    try {
      resolve(yield* scoped(body))
    } catch (error) {
      // What the teardown of a cut step throws is the scope's, as with any halted task.
      if (isCut) throw error
      reject(error)
    } finally {
      state = 'over'
    }
  })
  return () => {
    if (state === 'over') return microtask
    // What fails by itself when it is cut has no more to say.
    isCut ||= state === 'running'
    void scope.run(() => task.halt())
    return task.halt().then(NOTHING, NOTHING)
  }
}

const NOTHING = () => {}
