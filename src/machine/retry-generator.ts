/// <reference lib="esnext.disposable" preserve="true" />
import type { RetryContextEnd } from './context.ts'
import type { Control } from './control.ts'
import { HostedSession } from './hosted-session.ts'
import { beginTurn } from './iteration-turn.ts'
import type { IterationTurn } from './iteration-turn.ts'
import type { OpenIteration } from './open-iteration.ts'
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

/**
 * Iterates what is retried: values come as the attempt under way gives them, and after a failure the next attempt gives
 * the next.
 *
 * It is as lazy as any generator: nothing runs before the first value is asked for, nor between two.
 */
export function createRetryGenerator(iteration: Iteration): AsyncGenerator {
  let session: Session | undefined
  let running: Promise<void> | undefined
  let turn: IterationTurn | undefined
  let end: RetryContextEnd | undefined
  let isOver = false
  let lastValue: unknown
  let count = 0
  let lastAnswer: Promise<unknown> = Promise.resolve()
  let tell = () => {}

  const begin = async (current: Session) => {
    turn = beginTurn(current, iteration.open(current, lastValue, count))
    tell()
    return turn.settled
  }

  const conclude = (failed: boolean) => (result: unknown) => {
    end = { failed, result }
    tell()
  }

  const start = () => {
    const { fn, receiver, args, control, run } = iteration
    return promised(() =>
      run((policy) => (session = new HostedSession(policy, begin, control, fn, receiver, args))),
    ).then(conclude(false), conclude(true))
  }

  const answer = async (method: 'next' | 'throw', input: unknown): Promise<IteratorResult<unknown>> => {
    // Thrown into a generator that has not begun, an error ends it.
    if (running === undefined && method === 'throw') isOver = true
    if (isOver && method === 'throw') throw input
    if (!isOver) running ??= start()
    while (!isOver) {
      if (turn === undefined && end === undefined) await new Promise<void>((resolve) => (tell = resolve))
      if (turn === undefined) break
      const given = await turn.step(method, input)
      if (given !== undefined) {
        count++
        lastValue = given.value
        return { done: false, value: given.value }
      }
      turn = undefined
      method = 'next'
      input = undefined
    }
    // It may have been left meanwhile.
    if (isOver || end === undefined) return FINISHED
    isOver = true
    if (end.failed) throw end.result
    return { done: true, value: end.result }
  }

  /** Answers in the order of the questions, as generators do. */
  const ask = (method: 'next' | 'throw', input: unknown) => {
    const next = lastAnswer.then(() => answer(method, input))
    lastAnswer = next.catch(() => {})
    return next
  }

  const leave = async (value: unknown): Promise<IteratorResult<unknown>> => {
    isOver = true
    const left = turn
    if (end === undefined) session?.interrupt(new DOMException('the iteration was left', 'AbortError'))
    await running
    await left?.close()
    return { done: true, value: await value }
  }

  const generator: AsyncGenerator = {
    next: (...input) => ask('next', input[0]),
    throw: (error) => ask('throw', error),
    return: leave,
    [Symbol.asyncIterator]() {
      return this
    },
    async [Symbol.asyncDispose]() {
      await leave(undefined)
    },
  }
  // By this it is known for what it is, as those of the platform are.
  return Object.assign(generator, { [Symbol.toStringTag]: 'AsyncGenerator' })
}

const FINISHED = { done: true, value: undefined } as const
