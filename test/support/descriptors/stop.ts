import { stopAfterAttempt, stopAfterDelay, stopAll, stopAny, stopBeforeDelay, stopNever } from 'holdfast'
import type { StopFunction, StopStrategy } from 'holdfast'
import { below } from './descriptor.ts'
import type { Descriptor, DescriptorHooks } from './descriptor.ts'
import { scriptedFunction } from './scripts.ts'

/** Builds a fixture's stop strategy from the public constructors. */
export function stopFromDescriptor(json: Descriptor, hooks: DescriptorHooks = {}, path = ''): StopFunction {
  const parts = () => json.of!.map((part, i) => stopFromDescriptor(part, hooks, below(path, i)))
  const leaf = (stop: StopFunction) => hooks.leaf?.(stop, path, json) ?? stop
  switch (json.type) {
    case 'never':
      return leaf(stopNever)
    case 'afterAttempt':
      return leaf(stopAfterAttempt(json['max'] as number))
    case 'afterDelay':
      return leaf(stopAfterDelay(json['ms'] as number))
    case 'beforeDelay':
      return leaf(stopBeforeDelay(json['ms'] as number))
    case 'whenEventSet':
      return leaf(hooks.whenEventSet!(json['setAtMs'] as number))
    case 'any':
      return stopAny(...parts())
    case 'all':
      return stopAll(...parts())
    case 'or':
      return parts().reduce((left, right) => stopMethods(left).or(right))
    case 'and':
      return parts().reduce((left, right) => stopMethods(left).and(right))
    case 'fn':
      return leaf(scriptedFunction(json, json.results!, hooks))
    default:
      throw new Error(`no stop strategy ${json.type}`)
  }
}

// A leaf that a scenario has replaced, or a script, is a plain function: a combination of one has the methods.
const stopMethods = (stop: StopFunction) => ('or' in stop ? (stop as StopStrategy) : stopAny(stop))
