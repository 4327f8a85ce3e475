import { andThen } from '../../awaitable.ts'
import type { Awaitable } from '../../awaitable.ts'
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
import { checkStrategy } from './check-strategy.ts'
import { describePart, labelOf, labelsOf } from './label.ts'
import { toPlain } from './plain-json.ts'

/** A yes or no about the call state: stop and retry strategies are built alike. */
export type Decision = StopStrategy & RetryStrategy

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
): Decision =>
  Object.assign(evaluate, createFacts(label, describe, json), {
    or: (other: StopFunction) => joinDecisions('or', [evaluate, other]),
    and: (other: StopFunction) => joinDecisions('and', [evaluate, other]),
  })

/** Makes a wait strategy, likewise. */
export const createWait = (
  evaluate: WaitFunction,
  label: string,
  describe: () => string,
  json: StrategyJSON | undefined,
): WaitStrategy =>
  Object.assign(evaluate, createFacts(label, describe, json), {
    plus: (other: WaitFunction) => joinWaits([evaluate, other]),
  })

/**
 * Joins decisions, which are asked from left to right: for `or` until one says yes, for `and` until one says no.
 *
 * @param owner - the constructor, for the label; without one the parts are shown as joined by methods
 */
export const joinDecisions = (
  word: 'or' | 'and',
  parts: readonly StopFunction[],
  owner?: string,
  type: string = word,
): Decision =>
  createDecision(
    (state) => decide(parts, state, word === 'or'),
    ...describeJoined(word, parts, owner, type, 'never'),
  )

/** Joins waits, whose sum is waited; `owner` likewise. */
export const joinWaits = (parts: readonly WaitFunction[], owner?: string): WaitStrategy =>
  createWait((state) => addUp(parts, state), ...describeJoined('plus', parts, owner, 'combine', 'no wait'))

/** Refuses an empty list of strategies, and what is no strategy of their kind: `foreign` has the other. */
export function checkParts(owner: string, parts: readonly unknown[], foreign: 'or' | 'plus'): void {
  if (parts.length === 0) throw invalidType(owner, 'given a strategy', parts)
  for (const part of parts) checkStrategy(`${owner}: strategy`, part, foreign)
}

const createFacts = (label: string, describe: () => string, json: StrategyJSON | undefined) => ({
  label,
  describe,
  toJSON: () => toPlain(label, json),
})

/**
 * The label, the words and the descriptor of joined strategies, which it checks.
 *
 * @param none - the words where there are no parts
 */
function describeJoined(
  word: 'or' | 'and' | 'plus',
  parts: readonly object[],
  owner: string | undefined,
  type: string,
  none: string,
) {
  // All of nothing would always hold; any or the sum of nothing is harmless, as in Tenacity.
  if (word === 'and' || parts.length > 0)
    checkParts(owner ?? `.${word}()`, parts, word === 'plus' ? 'or' : 'plus')
  const label = owner
    ? `${owner}(${labelsOf(parts)})`
    : parts.map(labelOf).reduce((left, right) => `${left}.${word}(${right})`)
  return [label, () => parts.map(describePart).join(` ${word} `) || none, { type, of: parts }] as const
}

/** Asks the parts, from one on, until one gives the answer that settles it. */
function decide(
  parts: readonly StopFunction[],
  state: RetryCallState,
  settling: boolean,
  index = 0,
): Awaitable<boolean> {
  const part = parts[index]
  if (part === undefined) return !settling
  return andThen(part(state), (answer) =>
    // Any truthy answer is a yes.
    !answer === settling ? decide(parts, state, settling, index + 1) : settling,
  )
}

/** Adds up what the parts give, from one on. */
function addUp(
  parts: readonly WaitFunction[],
  state: RetryCallState,
  before = 0,
  index = 0,
): Awaitable<number> {
  const part = parts[index]
  if (part === undefined) return before
  return andThen(part(state), (delay) =>
    // Nothing is 0; what is no number shows in the sum, where the session refuses it.
    addUp(parts, state, before + (delay ?? 0), index + 1),
  )
}
