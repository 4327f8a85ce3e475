import { invalidType } from '../errors/invalid.ts'
import { checkStrategy } from './common/check-strategy.ts'
import { createWait } from './common/create-strategy.ts'
import { checkType, isOfType } from './common/error-types.ts'
import type { ErrorType } from './common/error-types.ts'
import { describePart, labelOf, seconds } from './common/label.ts'
import { readDuration } from './duration.ts'
import type { Duration } from './duration.ts'
import type { WaitFunction, WaitStrategy } from './strategy.ts'

/**
 * Waits by the class of the error: the first class in the list that it is an instance of decides. After a retried
 * result, as for other errors, it is the default wait. Tenacity's `wait_exception` with a table for its function.
 *
 * @param cases - pairs of an error class and its wait: milliseconds, a string as the `ms` package reads it, or a
 *   strategy; an array or a Map
 * @param otherwise - the default wait, likewise; 0 when absent
 * @throws TypeError when a class or a wait is none, RangeError when a duration is negative
 *
 * @example
 * import { waitByExceptionType, waitExponential } from 'holdfast'
 *
 * const wait = waitByExceptionType([[RangeError, '5s']], waitExponential({ max: '1m' }))
 * wait.describe() // => 'RangeError: 5 s, else 1 s doubling to 60 s'
 */
export function waitByExceptionType(
  cases: Iterable<readonly [ErrorType, Duration | WaitFunction]>,
  otherwise: Duration | WaitFunction = 0,
): WaitStrategy {
  const rules = readCases(cases)
  const fallback = readWait('waitByExceptionType: otherwise', otherwise)
  const byType = Object.fromEntries(rules.map(({ types: [type], wait }) => [type.name || '', wait]))
  const pairs = rules.map(({ name, wait }) => `[${name}, ${show(wait)}]`).join(', ')
  return createWait(
    (state) => {
      const { outcome } = state
      const rule = outcome?.failed ? rules.find(({ types }) => isOfType(outcome.error, types)) : undefined
      const wait = rule === undefined ? fallback : rule.wait
      return typeof wait === 'number' ? wait : wait(state)
    },
    `waitByExceptionType([${pairs}], ${show(fallback)})`,
    () =>
      rules.map(({ name, wait }) => `${name}: ${describe(wait)}, `).join('') + `else ${describe(fallback)}`,
    // Two classes of one name would become one, and a class without one could not be found.
    Object.keys(byType).length < rules.length || '' in byType
      ? undefined
      : { type: 'exception', byType, default: fallback },
  )
}

type Wait = number | WaitFunction

type Case = readonly [ErrorType, Duration | WaitFunction]

function readCases(cases: Iterable<Case>) {
  const owner = 'waitByExceptionType'
  if (typeof cases?.[Symbol.iterator] !== 'function') {
    throw invalidType(`${owner}: cases`, 'an array or a Map', cases)
  }
  return Array.from(cases, (pair: Case) => {
    if (!Array.isArray(pair)) throw invalidType(`${owner}: each case`, 'a pair of a class and a wait', pair)
    const [type, wait] = pair
    checkType(owner, type)
    const name = labelOf(type)
    return { name, types: [type] as const, wait: readWait(`${owner}: ${name}`, wait) }
  })
}

const readWait = (option: string, wait: Duration | WaitFunction): Wait =>
  typeof wait === 'function' ? checkStrategy(option, wait, 'or') : readDuration(option, wait)

const show = (wait: Wait) => (typeof wait === 'number' ? wait : labelOf(wait))

const describe = (wait: Wait) => (typeof wait === 'number' ? seconds(wait) : describePart(wait))
