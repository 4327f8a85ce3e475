import { show } from '../errors/show.ts'
import { unretriable } from '../errors/unretriable.ts'
import type { Resume } from './resume.ts'
import type { AnyFunction } from './retried.ts'
import type { Session } from './session.ts'

/** How far an iteration has come. */
export interface Position {
  readonly lastValue: unknown
  /** How many values were given. */
  readonly count: number
}

/** Begins an iteration, or goes on with it. */
export type OpenIteration = (session: Session, position: Position) => AsyncGenerator

/**
 * Says how an `async function*` is called in each attempt.
 *
 * @param argsOf - what it is called with
 */
export const openIteration =
  (
    fn: AnyFunction,
    receiver: unknown,
    argsOf: (session: Session) => readonly unknown[],
    resume: Resume | undefined,
  ): OpenIteration =>
  (session, { lastValue, count }) => {
    const args = argsOf(session)
    // An `async function*` it is.
    if (resume === undefined || count === 0) return Reflect.apply(fn, receiver, args) as AsyncGenerator
    const rest: unknown = Reflect.apply(resume, receiver, [lastValue, count, ...args])
    if (!isIterable(rest))
      throw unretriable(
        `resume must give what can be iterated, an AsyncIterable or an Iterable, got ${show(rest)}`,
      )
    return iterate(rest)
  }

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && (Symbol.asyncIterator in value || Symbol.iterator in value)

async function* iterate(iterable: AsyncIterable<unknown>): AsyncGenerator {
  yield* iterable
}
