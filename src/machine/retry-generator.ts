/// <reference lib="esnext.disposable" preserve="true" />
import { offerTurns } from './iteration-turns.ts'
import type { Iteration } from './iteration-turns.ts'

/**
 * Iterates what is retried: values come as the attempt under way gives them, and after a failure the next attempt gives
 * the next.
 *
 * It is as lazy as any generator: nothing runs before the first value is asked for, nor between two.
 */
export function createRetryGenerator(iteration: Iteration): AsyncGenerator {
  const position = { lastValue: undefined as unknown, count: 0 }
  const turns = offerTurns(iteration, position)
  let isOver = false
  let isAnswering = false
  const queue: (() => void)[] = []

  const answer = async (method: 'next' | 'throw', input: unknown): Promise<IteratorResult<unknown>> => {
    // Thrown into a generator that has not begun, an error ends it.
    if (method === 'throw' && !turns.haveBegun) isOver = true
    if (method === 'throw' && isOver) throw input
    while (!isOver) {
      const turn = await turns.current()
      if ('failed' in turn) {
        // It may have been left meanwhile.
        if (isOver) break
        isOver = true
        if (turn.failed) throw turn.result
        return { done: true, value: turn.result }
      }
      const given = await turn.ask(method, input)
      if (given !== undefined) {
        position.lastValue = given.value
        position.count++
        return { done: false, value: given.value }
      }
      // An attempt that has just begun takes no input.
      method = 'next'
      input = undefined
    }
    return { done: true, value: undefined }
  }

  /** Answers in the order of the questions, as generators do. */
  const ask = async (method: 'next' | 'throw', input: unknown) => {
    if (isAnswering) await new Promise<void>((resolve) => queue.push(resolve))
    isAnswering = true
    try {
      // Not by a chain of promises, in which V8 would lose the caller's async stack.
      return await answer(method, input)
    } finally {
      const next = queue.shift()
      isAnswering = next !== undefined
      next?.()
    }
  }

  const leave = async (value?: unknown): Promise<IteratorResult<unknown>> => {
    isOver = true
    await turns.leave()
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
      await leave()
    },
  }
  // By this it is known for what it is, as those of the platform are.
  return Object.assign(generator, { [Symbol.toStringTag]: 'AsyncGenerator' })
}
