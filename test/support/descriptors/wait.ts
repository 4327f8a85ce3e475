import {
  waitByExceptionType,
  waitChain,
  waitCombine,
  waitExponential,
  waitExponentialJitter,
  waitFixed,
  waitIncrementing,
  waitNone,
  waitRandom,
  waitRandomExponential,
} from 'holdfast'
import type { WaitFunction, WaitStrategy } from 'holdfast'
import { scriptedTypes } from '../scripted-errors.ts'
import { below } from './descriptor.ts'
import type { Descriptor, DescriptorHooks } from './descriptor.ts'
import { scriptedFunction } from './scripts.ts'

/** Builds a fixture's wait strategy from the public constructors. */
export function waitFromDescriptor(json: Descriptor, hooks: DescriptorHooks = {}, path = ''): WaitFunction {
  const parts = () => json.of!.map((part, i) => waitFromDescriptor(part, hooks, below(path, i)))
  const leaf = (wait: WaitFunction) => hooks.leaf?.(wait, path, json) ?? wait
  const { type, ...sizes } = json
  const options: object = sizes
  switch (type) {
    case 'none':
      return leaf(waitNone())
    case 'fixed':
      return leaf(waitFixed(json['ms'] as number))
    case 'random':
      return leaf(waitRandom(options))
    case 'incrementing':
      return leaf(waitIncrementing(options))
    case 'exponential':
      return leaf(waitExponential(options))
    case 'randomExponential':
      return leaf(waitRandomExponential(options))
    case 'exponentialJitter':
      return leaf(waitExponentialJitter(options))
    case 'exception':
      return leaf(waitByExceptionType(casesOf(json.byType!), json['default'] as number))
    case 'combine':
      return waitCombine(...parts())
    case 'sum':
      return parts().reduce((left, right) => waitMethods(left).plus(right))
    case 'chain':
      return waitChain(...parts())
    case 'fn':
      return leaf(scriptedFunction(json, json.delays!, hooks))
    default:
      throw new Error(`no wait strategy ${type}`)
  }
}

// A leaf that a scenario has replaced, or a script, is a plain function: a combination of one has the methods.
const waitMethods = (wait: WaitFunction) => ('plus' in wait ? (wait as WaitStrategy) : waitCombine(wait))

const casesOf = (byType: Readonly<Record<string, number>>) =>
  Object.entries(byType).map(([name, ms]) => [scriptedTypes[name]!, ms] as const)
