// Written by `npm run compile-chart` from chart.ts, never by hand; a test compares the two.

import * as guards from './guards.ts'
import type { Session } from './session.ts'
import { asksNothing, succeedAtOnce } from './shortcut.ts'
import type { Passage, State, Transition } from './state.ts'
import * as steps from './steps.ts'
import * as updates from './updates.ts'

/** Where a session begins. */
export const start = (session: Session): State | undefined =>
  session.policy.before ? before : before.onDone(session, undefined)

/** Where an interruption leads from any state, and an error from most. */
export const onAbort: Transition = (session, result) => {
  updates.break(session, result, session.policy)
  return fail
}

const before: Passage = {
  run: steps.before,
  onDone: () => attempt,
  onError: onAbort,
}

const attempt: Passage = {
  run: steps.attempt,
  onDone: (session, result) => {
    if (asksNothing(session)) return succeedAtOnce(session, result)
    updates.succeed(session, result, session.policy)
    return retry
  },
  onError: (session, result) => {
    updates.fail(session, result, session.policy)
    return retry
  },
}

const retry: Passage = {
  run: steps.retry,
  onDone: (session, result) => {
    if (guards.shouldRetry(session, result))
      return session.policy.after ? after : after.onDone(session, undefined)
    if (guards.attemptFailed(session, result)) return fail
    return finish
  },
  onError: onAbort,
}

const after: Passage = {
  run: steps.after,
  onDone: (session) => (session.policy.wait ? wait : wait.onDone(session, undefined)),
  onError: onAbort,
}

const wait: Passage = {
  run: steps.wait,
  onDone: (session, result) => {
    updates.plan(session, result, session.policy)
    return stop
  },
  onError: onAbort,
}

const stop: Passage = {
  run: steps.stop,
  onDone: (session, result) => {
    if (guards.shouldStop(session, result)) return giveUp
    updates.schedule(session, result, session.policy)
    return session.policy.beforeSleep ? beforeSleep : beforeSleep.onDone(session, undefined)
  },
  onError: onAbort,
}

const giveUp: Passage = {
  run: steps.giveUp,
  onDone: (session, result) => {
    updates.substitute(session, result, session.policy)
    return finish
  },
  onError: onAbort,
}

const beforeSleep: Passage = {
  run: steps.beforeSleep,
  onDone: () => sleep,
  onError: onAbort,
}

const sleep: Passage = {
  run: steps.sleep,
  onDone: (session, result) => {
    updates.again(session, result, session.policy)
    return session.policy.before ? before : before.onDone(session, undefined)
  },
  onError: onAbort,
}

const finish: State = { run: steps.finish }

const fail: State = { run: steps.fail }
