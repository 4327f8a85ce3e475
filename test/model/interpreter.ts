import { bind, runWithRetry } from 'holdfast'
import type { AttemptInfo, RetryMachine } from 'holdfast'
import { createActor, toPromise } from 'xstate'
import type { StateValue } from 'xstate'

/** What runs a scenario: one of the two interpreters of the chart. */
export interface Interpreter {
  readonly title: string
  begin(machine: RetryMachine, fn: (attempt: AttemptInfo) => unknown, signal: AbortSignal): Run
}

export interface Run {
  /** Begins; called once everything that the run needs is in place. */
  start(): Promise<unknown>
  /** The present state; undefined where the interpreter has none that one can see. */
  state(): StateValue | undefined
  wake(): void
}

export const compiledDriver: Interpreter = {
  title: 'the compiled driver',
  begin: (machine, fn, signal) => ({
    start: () => runWithRetry(machine, fn, { signal }),
    state: () => undefined,
    wake() {
      throw new Error('nobody holds the session, so nobody can wake it')
    },
  }),
}

export const xstate: Interpreter = {
  title: 'XState',
  begin(machine, fn, signal) {
    const actor = createActor(bind(machine, fn, { signal }))
    const result = toPromise(actor)
    return {
      start() {
        actor.start()
        return result
      },
      state: () => actor.getSnapshot().value,
      wake: () => actor.send({ type: 'WAKE' }),
    }
  },
}
