import { andThen } from '../../awaitable.ts'
import { invalidType } from '../../errors/invalid.ts'
import type { RetryCallState } from '../call-state.ts'
import type {
  RetryStrategy,
  StopFunction,
  StopStrategy,
  StrategyJSON,
  WaitFunction,
  WaitStrategy,
} from '../strategy.ts'
import { describePart, labelOf, labelsOf } from './label.ts'
import { toPlain } from './plain-json.ts'

/** A yes or no about the call state: stop and retry strategies are built alike. */
export type Decision = StopStrategy & RetryStrategy

type Evaluate = (state: RetryCallState) => unknown

/**
 * Makes a stop or retry strategy of its evaluation, which it gives its facts and methods.
 *
 * @param json - its descriptor, with strategies and predicates in it as they are; undefined where there is none
 */
export const createDecision = (
  evaluate: StopFunction,
  label: string,
  describe: () => string,
  json: StrategyJSON | undefined,
): Decision => create(evaluate, label, describe, json, ['or', 'and']) as Decision // It has the methods now.

/** Makes a wait strategy, likewise. */
export const createWait = (
  evaluate: WaitFunction,
  label: string,
  describe: () => string,
  json: StrategyJSON | undefined,
): WaitStrategy => create(evaluate, label, describe, json, ['plus']) as WaitStrategy // Likewise.

/**
 * Joins strategies, which are asked from left to right: for `or` until one says yes, for `and` until one says no; `plus`
 * adds up what they give.
 *
 * @param owner - the constructor, for the label; without one the parts are shown as joined by methods
 */
export function combine(
  word: Word,
  parts: readonly Evaluate[],
  owner?: string,
  type = word === 'plus' ? 'combine' : (word as string),
): Decision & WaitStrategy {
  // All of nothing would always hold; any or the sum of nothing is harmless, as in Tenacity.
  if (word === 'and' || parts.length > 0) checkParts(owner ?? `.${word}()`, parts)
  const settling = word === 'plus' ? undefined : word === 'or'
  return create(
    (state) => ask(parts, state, settling, settling === undefined ? 0 : !settling),
    owner
      ? `${owner}(${labelsOf(parts)})`
      : parts.map(labelOf).reduce((left, right) => `${left}.${word}(${right})`),
    () => parts.map(describePart).join(` ${word} `) || (word === 'plus' ? 'no wait' : 'never'),
    { type, of: parts },
    word === 'plus' ? ['plus'] : ['or', 'and'],
  ) as Decision & WaitStrategy // Of the two, the one that the parts are.
}

type Word = 'or' | 'and' | 'plus'

/** Refuses an empty list of strategies, and what is no strategy. */
export function checkParts(owner: string, parts: readonly unknown[]): void {
  if (parts.length === 0) throw invalidType(owner, 'given a strategy', parts)
  for (const part of parts) {
    if (typeof part !== 'function') throw invalidType(`${owner}: strategy`, 'a function', part)
  }
}

function create(
  evaluate: Evaluate,
  label: string,
  describe: () => string,
  json: StrategyJSON | undefined,
  words: readonly Word[],
): Evaluate {
  const join = (word: Word) => [word, (other: Evaluate) => combine(word, [evaluate, other])]
  return Object.assign(
    evaluate,
    { label, describe, toJSON: () => toPlain(label, json) },
    Object.fromEntries(words.map(join)),
  )
}

/**
 * Asks the parts from one on.
 *
 * @param settling - the answer that ends the asking; undefined where numbers are added up
 * @param before - what the parts before have given
 */
function ask(
  parts: readonly Evaluate[],
  state: RetryCallState,
  settling: boolean | undefined,
  before: unknown,
  index = 0,
): unknown {
  const part = parts[index]
  if (part === undefined || before === settling) return before
  return andThen(part(state), (answer) => {
    // What is no number shows in the sum, where the session refuses it.
    const sum = settling === undefined ? (before as number) + ((answer ?? 0) as number) : Boolean(answer)
    return ask(parts, state, settling, sum, index + 1)
  })
}
