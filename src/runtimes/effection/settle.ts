import { until } from 'effection'
import type { Operation } from 'effection'
import { isThenable } from '../../awaitable.ts'
import { isAsyncGenerator } from '../../coroutine/generator-kind.ts'
import { unretriable } from '../../errors/unretriable.ts'
import { isOperation } from './is-operation.ts'

/** What a function gives, as Effection's `call` has it: of an operation and of a promise its result, else the value. */
export function* settle(start: () => unknown): Operation<unknown> {
  const value = start()
  if (isThenable(value)) return yield* until(Promise.resolve(value))
  if (isAsyncGenerator(value)) throw unretriable(NOT_STARTED)
  return isOperation(value) ? yield* value : value
}

const NOT_STARTED =
  'retrying what returns an async generator would retry nothing: it fails when it is iterated; iterate it in the operation'
