import type { Control } from './control.ts'
import type { RetryContextEnd } from './context.ts'
import { HostedSession } from './hosted-session.ts'
import { beginTurn } from './iteration-turn.ts'
import type { IterationTurn } from './iteration-turn.ts'
import type { OpenIteration, Position } from './open-iteration.ts'
import type { Policy } from './policy.ts'
import { promised } from './promised.ts'
import type { AnyFunction } from './retried.ts'
import type { Session } from './session.ts'

/** What is iterated, and how its session runs. */
export interface Iteration {
  /** For its name. */
  readonly fn: AnyFunction
  readonly receiver?: unknown
  readonly args?: readonly unknown[]
  readonly control?: Control | undefined
  readonly open: OpenIteration
  /** Runs the session to its end. */
  readonly run: (create: (policy: Policy) => Session) => Promise<unknown>
}

/** The attempts of one iteration. */
export interface IterationTurns {
  readonly haveBegun: boolean
  /** A promise of the attempt under way, or of the end of the session, which the first call begins. */
  current(): Promise<IterationTurn | RetryContextEnd>
  /** Ends the session. @returns a promise that the cleanup has run @throws what that throws, by rejection */
  leave(): Promise<void>
}

/**
 * Offers the attempts of a session to whoever iterates.
 *
 * @param position - how far the iteration has come
 */
export function offerTurns(iteration: Iteration, position: Position): IterationTurns {
  let session: Session | undefined
  let running: Promise<void> | undefined
  let turn: IterationTurn | undefined
  let end: RetryContextEnd | undefined
  let tell = () => {}

  const begin = async (current: Session) => {
    turn = beginTurn(current, iteration.open(current, position))
    tell()
    return turn.settled
  }

  const conclude = (failed: boolean) => (result: unknown) => {
    end = { failed, result }
    tell()
  }

  const start = () => {
    const { fn, receiver, args, control, run } = iteration
    const create = (policy: Policy) =>
      (session = new HostedSession(policy, begin, control, fn, receiver, args))
    return promised(() => run(create)).then(conclude(false), conclude(true))
  }

  return {
    get haveBegun() {
      return running !== undefined
    },
    async current() {
      running ??= start()
      for (;;) {
        if (turn?.isOver === false) return turn
        if (end !== undefined) return end
        await new Promise<void>((resolve) => (tell = resolve))
      }
    },
    async leave() {
      const left = turn
      if (end === undefined) session?.interrupt(new DOMException('the iteration was left', 'AbortError'))
      await running
      await left?.close()
    },
  }
}
