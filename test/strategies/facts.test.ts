import {
  retryAlways,
  retryIfException,
  retryIfExceptionType,
  retryIfNotResult,
  retryIfResult,
  stopAfterAttempt,
  stopAny,
  stopNever,
  stopWhenAborted,
  waitByExceptionType,
  waitException,
  waitFixed,
  waitNone,
  strategyFromJSON,
} from 'holdfast'
import type { StrategyFacts } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { scriptedTypes } from '../support/scripted-errors.ts'
import { isBusy, strategyFacts } from '../support/strategy-facts.ts'

const sayBusy = () => true

const kindOf = (label: string) => /^(stop|wait|retry)/.exec(label)![0] as 'stop' | 'wait' | 'retry'

describe('every strategy', () => {
  test.each(strategyFacts.map(([strategy, ...rest]) => [...rest, strategy] as const))(
    '%s says %j and writes %j',
    (label, words, json, strategy) => {
      expect({ label: strategy.label, words: strategy.describe(), json: strategy.toJSON() }).toEqual({
        label,
        words,
        json,
      })
      expect(Object.keys(strategy.toJSON()).toSorted()).toEqual(Object.keys(json).toSorted())
    },
  )

  test.each(strategyFacts.map(([strategy, label]) => [label, strategy] as const))(
    '%s is read from its JSON text',
    (label, strategy) => {
      const text = JSON.stringify(strategy)
      const options = { kind: kindOf(label), types: scriptedTypes, predicates: { isBusy } }
      const again = strategyFromJSON(JSON.parse(text), options)
      expect(JSON.stringify(again)).toBe(text)
      expect(again.describe()).toBe(strategy.describe())
    },
  )
})

describe('what has no JSON throws a TypeError that names it', () => {
  test.each<[string, StrategyFacts]>([
    ['stopWhenAborted(signal)', stopWhenAborted(new AbortController().signal)],
    ['sayBusy', stopAny(stopNever, sayBusy)],
    ['sayBusy', retryAlways.or(sayBusy)],
    ['anonymous', waitFixed(1).plus(() => 1)],
    ['anonymous', retryIfResult(() => true)],
    ['anonymous', retryIfExceptionType(class extends Error {})],
    [
      'waitException(sayBusy)',
      waitException(() => 1).plus(waitNone()) && waitException(Object.assign(() => 1, { label: 'sayBusy' })),
    ],
    [
      'waitByExceptionType([[Error, 1], [Error, 2]], 0)',
      waitByExceptionType([
        [Error, 1],
        [scriptedTypes['Error']!, 2],
      ]),
    ],
  ])('%s', (name, strategy) => {
    expect(() => strategy.toJSON()).toThrow(TypeError)
    expect(() => strategy.toJSON()).toThrow(`${name} has no JSON`)
  })

  test('waitException still has words', () => {
    expect(waitException(Object.assign(() => 1, { label: 'delayOf' })).describe()).toBe(
      'what delayOf makes of the error',
    )
    expect(stopWhenAborted(new AbortController().signal).describe()).toBe('when the signal is aborted')
  })
})

test.each<[StrategyFacts, string]>([
  [retryIfException(() => true), 'on an error that a function accepts'],
  [retryIfException(isBusy), 'on an error that isBusy accepts'],
  [retryIfResult(() => true), 'on a result that a function accepts'],
  [retryIfNotResult(() => true), 'on a result that a function refuses'],
  [waitException(() => 1), 'what a function makes of the error'],
  [stopAfterAttempt(Infinity), 'never'],
  [stopAfterAttempt(Infinity).or(stopAfterAttempt(1)), 'never or up to 1 attempt'],
])('%o in words', (strategy, words) => {
  expect(strategy.describe()).toBe(words)
})

test('a plain function is shown by its name, or as anonymous', () => {
  expect(stopAny(sayBusy, () => true).label).toBe('stopAny(sayBusy, anonymous)')
  expect(stopAny(sayBusy, () => true).describe()).toBe('sayBusy or a function')
})
