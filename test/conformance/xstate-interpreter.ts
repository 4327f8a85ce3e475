import { createRetryMachine, startRetry } from 'holdfast'

import { plainly } from './interpreter.ts'
import type { Interpreter } from './interpreter.ts'

/** `startRetry`, with the policy that the scenario's form amounts to. */
export const xstateInterpreter: Interpreter = {
  title: "XState's own interpreter",
  start(run) {
    const { policy, script } = plainly(run)
    const session = startRetry(createRetryMachine(policy), script)
    return { result: session.result, statistics: () => session.statistics }
  },
}
