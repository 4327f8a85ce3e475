import { scoped, until, useScope } from 'effection'
import type { Operation, Scope } from 'effection'
import type { Session } from '../../machine/session.ts'
import { microtask } from '../../time.ts'

/**
 * Begins a session in the scope that it is given, and keeps it in hand.
 *
 * @param hold - takes the session before it begins
 */
export type Begin = (scope: Scope, hold: <S extends Session>(session: S) => S) => Promise<unknown>

/** An operation that runs a new session each time, in a scope of its own: left by any way, it leaves nothing behind. */
export const inScope = (begin: Begin): Operation<unknown> => ({
  *[Symbol.iterator]() {
    let session: Session | undefined
    let isOver = false
    const end = () => {
      isOver = true
    }
    let ending: Promise<void> = microtask
    try {
      return yield* scoped(function* () {
        const scope = yield* useScope()
        // Not in Effection's own loop, where a task that is begun waits for its turn: so every attempt begins in its step.
        const result = microtask.then(() =>
          isOver
            ? undefined
            : begin(scope, (held) => {
                session = held
                return held
              }),
        )
        ending = result.then(end, end)
        try {
          return yield* until(result)
        } finally {
          if (!isOver) session?.interrupt(new DOMException('the operation was halted', 'AbortError'))
          isOver = true
        }
      })
    } finally {
      // Its observers are told of its end before whoever halted it goes on.
      yield* until(ending)
    }
  },
})
