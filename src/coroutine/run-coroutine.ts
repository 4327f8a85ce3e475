import { isThenable } from '../awaitable.ts'
import { show } from '../errors/show.ts'
import { isUnretriable, unretriable } from '../errors/unretriable.ts'
import { isPlainObject } from '../is-plain-object.ts'
import { onAbort } from '../on-abort.ts'
import { orAborted } from '../or-aborted.ts'
import { isGenerator } from './generator-kind.ts'

/**
 * Runs a generator as a coroutine: each value that it yields is awaited, and given back or thrown into it.
 *
 * @param signal - when aborted, the generator goes no further than its `finally` blocks
 * @returns a promise of what the generator returns; it rejects with what the generator throws, or with `signal.reason`
 *   once the `finally` blocks have run
 */
export function runCoroutine(generator: Generator, signal: AbortSignal): Promise<unknown> {
  if (begun.has(generator)) throw unretriable(SPENT)
  begun.add(generator)
  return goOn(generator, generator.next(), signal)
}

const begun = new WeakSet<Generator>()

const SPENT =
  'a generator runs once, and this one has run: give the function* itself, so that each attempt has its own'

async function goOn(
  generator: Generator,
  turn: IteratorResult<unknown>,
  signal: AbortSignal,
): Promise<unknown> {
  while (turn.done !== true) {
    try {
      const value = await awaitYielded(turn.value, signal)
      signal.throwIfAborted()
      turn = generator.next(value)
    } catch (error) {
      if (signal.aborted || isUnretriable(error)) {
        // Nothing cuts a cleanup short.
        await goOn(generator, generator.return(undefined), new AbortController().signal)
        throw error
      }
      turn = generator.throw(error)
    }
  }
  return turn.value
}

/**
 * Awaits what a coroutine yields: a promise, another coroutine, or an array or plain object of them, all at the same
 * time. Any other value is given back, as `await` does.
 *
 * @param signal - ends the wait: at once for a promise, after its `finally` blocks for a coroutine
 * @throws TypeError, by rejection, for what cannot be meant: a function, or an Operation of Effection
 */
async function awaitYielded(value: unknown, signal: AbortSignal): Promise<unknown> {
  if (isThenable(value)) return orAborted(value, signal)
  if (isGenerator(value)) return runCoroutine(value, signal)
  if (Array.isArray(value)) return awaitAll(value, signal)
  if (typeof value === 'function')
    throw unretriable(
      `a coroutine yields promises, arrays or objects of them, or generators: call ${show(value)}`,
    )
  if (!isPlainObject(value)) return value
  if (isOperation(value))
    throw unretriable(
      "a coroutine cannot run an Operation of Effection: import { retry } from 'holdfast/effection' instead",
    )
  const values = await awaitAll(Object.values(value), signal)
  return Object.fromEntries(Object.keys(value).map((key, index) => [key, values[index]]))
}

/** The first failure, or an abort, ends the coroutines among them, so that none goes on afterwards. */
async function awaitAll(values: readonly unknown[], signal: AbortSignal): Promise<unknown[]> {
  const group = new AbortController()
  const unlisten = onAbort(signal, (reason) => group.abort(reason))
  const members = values.map((value) => awaitYielded(value, group.signal))
  try {
    return await Promise.all(members)
  } catch (error) {
    group.abort(error)
    await Promise.allSettled(members)
    throw error
  } finally {
    unlisten()
  }
}

/** Effection's operations are iterable, and what they yield in turn has a method `enter`. */
const isOperation = (value: object): boolean =>
  Symbol.iterator in value || ('enter' in value && typeof value.enter === 'function')
