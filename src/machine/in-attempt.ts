import { hook } from './hook.ts'
import type { Session } from './session.ts'

/** Runs a part of the attempt under way so that `currentAttempt()` gives the attempt, where anybody may ask for it. */
export const inAttempt = <R>(session: Session, run: () => R): R =>
  hook.attempts === undefined ? run() : hook.attempts.run(session, run)
