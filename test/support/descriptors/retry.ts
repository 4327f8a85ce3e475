import {
  retryAll,
  retryAlways,
  retryAny,
  retryIfException,
  retryIfExceptionCauseType,
  retryIfExceptionMessage,
  retryIfExceptionType,
  retryIfNotExceptionMessage,
  retryIfNotExceptionType,
  retryIfNotResult,
  retryIfResult,
  retryNever,
  retryUnlessExceptionType,
} from 'holdfast'
import type { RetryFunction, RetryStrategy } from 'holdfast'
import { below, typesOf } from './descriptor.ts'
import type { Descriptor, DescriptorHooks } from './descriptor.ts'
import { scriptedFunction, scriptedPredicate } from './scripts.ts'

/** Builds a fixture's retry strategy from the public constructors. */
export function retryFromDescriptor(json: Descriptor, hooks: DescriptorHooks = {}, path = ''): RetryFunction {
  const parts = () => json.of!.map((part, i) => retryFromDescriptor(part, hooks, below(path, i)))
  const leaf = (retry: RetryFunction) => hooks.leaf?.(retry, path, json) ?? retry
  const types = typesOf(json.types)
  const predicate = () => scriptedPredicate(json, hooks, path)
  switch (json.type) {
    case 'never':
      return leaf(retryNever)
    case 'always':
      return leaf(retryAlways)
    case 'ifExceptionType':
      return leaf(retryIfExceptionType(types))
    case 'ifNotExceptionType':
      return leaf(retryIfNotExceptionType(...types))
    case 'unlessExceptionType':
      return leaf(retryUnlessExceptionType(...types))
    case 'ifExceptionCauseType':
      return leaf(retryIfExceptionCauseType(...types))
    case 'ifExceptionMessage':
      return leaf(retryIfExceptionMessage(messageTestOf(json)))
    case 'ifNotExceptionMessage':
      return leaf(retryIfNotExceptionMessage(messageTestOf(json)))
    case 'ifResult':
      return leaf(retryIfResult(predicate()))
    case 'ifNotResult':
      return leaf(retryIfNotResult(predicate()))
    case 'ifException':
      return leaf(retryIfException(predicate()))
    case 'any':
      return retryAny(...parts())
    case 'all':
      return retryAll(...parts())
    case 'or':
      return parts().reduce((left, right) => retryMethods(left).or(right))
    case 'and':
      return parts().reduce((left, right) => retryMethods(left).and(right))
    case 'fn':
      return leaf(scriptedFunction(json, json.results!, hooks))
    default:
      throw new Error(`no retry strategy ${json.type}`)
  }
}

// A leaf that a scenario has replaced, or a script, is a plain function: a combination of one has the methods.
const retryMethods = (retry: RetryFunction) => ('or' in retry ? (retry as RetryStrategy) : retryAny(retry))

const messageTestOf = ({ message, match }: Descriptor) =>
  match === undefined ? { message: message as string } : { match: match as string }
