import { invalidType } from '../errors/invalid.ts'
import { createDecision, createWait } from './common/create-strategy.ts'
import type {
  RetryFunction,
  RetryStrategy,
  StopFunction,
  StopStrategy,
  WaitFunction,
  WaitStrategy,
} from './strategy.ts'

/**
 * Gives a strategy of one's own what the built-in ones have: a label for the inspector, words, and methods to combine
 * it. A plain function is accepted wherever a strategy is; this is for those that want more. It has no JSON.
 *
 * @param kind - `'stop'`, `'wait'` or `'retry'`
 * @param label - how code would name it, not empty
 * @param evaluate - is given the call state; sync or async. A stop or retry strategy gives a boolean, a wait
 *   milliseconds from 0 to Infinity
 * @throws TypeError when one of them is something else
 *
 * @example
 * import { defineStrategy, stopAfterAttempt } from 'holdfast'
 *
 * const atNight = defineStrategy('stop', 'atNight()', () => new Date().getHours() < 6)
 * atNight.or(stopAfterAttempt(5)).label // => 'atNight().or(stopAfterAttempt(5))'
 */
export function defineStrategy(kind: 'stop', label: string, evaluate: StopFunction): StopStrategy
export function defineStrategy(kind: 'wait', label: string, evaluate: WaitFunction): WaitStrategy
export function defineStrategy(kind: 'retry', label: string, evaluate: RetryFunction): RetryStrategy
export function defineStrategy(
  kind: 'stop' | 'wait' | 'retry',
  label: string,
  evaluate: StopFunction | WaitFunction,
): StopStrategy | WaitStrategy {
  if (typeof label !== 'string' || label === '') throw invalidType('defineStrategy: label', 'a text', label)
  if (typeof evaluate !== 'function') throw invalidType('defineStrategy: evaluate', 'a function', evaluate)
  const describe = () => label
  switch (kind) {
    case 'wait':
      return createWait((state) => (evaluate as WaitFunction)(state), label, describe, undefined)
    case 'stop':
    case 'retry':
      return createDecision((state) => (evaluate as StopFunction)(state), label, describe, undefined)
    default:
      throw invalidType('defineStrategy: kind', "'stop', 'wait' or 'retry'", kind)
  }
}
