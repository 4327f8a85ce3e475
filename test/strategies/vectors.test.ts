import { strategyFromJSON } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { makeCallState } from '../support/call-state.ts'
import { makeScriptedError, scriptedTypes } from '../support/scripted-errors.ts'
import type { ScriptedErrorJSON } from '../support/scripted-errors.ts'
import {
  retryFromDescriptor,
  stopFromDescriptor,
  waitFromDescriptor,
} from '../support/strategy-from-descriptor.ts'
import type { Descriptor } from '../support/strategy-from-descriptor.ts'
import { readFixture } from '../support/tenacity-fixtures.ts'
import type { FixtureLine } from '../support/tenacity-fixtures.ts'

interface Vector extends FixtureLine {
  readonly stop?: Descriptor
  readonly wait?: Descriptor
  readonly retry?: Descriptor
  readonly attempt: number
  readonly elapsedMs?: number
  readonly upcomingSleepMs?: number
  readonly outcome?: FailedOutcome | { readonly failed: false; readonly value: unknown }
  readonly randoms?: readonly number[]
  readonly randomsUsed: number
  readonly result?: boolean
  readonly delayMs?: number
}

interface FailedOutcome extends ScriptedErrorJSON {
  readonly failed: true
  readonly causes?: readonly ScriptedErrorJSON[]
}

const vectors = readFixture<Vector>('vectors')

const kinds = {
  stop: { build: stopFromDescriptor, expected: (vector: Vector) => vector.result },
  wait: { build: waitFromDescriptor, expected: (vector: Vector) => vector.delayMs },
  retry: { build: retryFromDescriptor, expected: (vector: Vector) => vector.result },
}

describe.each(Object.keys(kinds) as (keyof typeof kinds)[])('the %s vectors of Tenacity', (kind) => {
  const { build, expected } = kinds[kind]
  const own = vectors.filter((vector) => vector[kind] !== undefined)
  const regular = own.filter((vector) => !isRefused(vector[kind]!) && !overflowsFromZero(vector))

  test('there are some', () => {
    expect(regular.length).toBeGreaterThan(300)
  })

  test('the constructors give the same values with as many draws', async () => {
    const found = regular.map((vector) => compare(vector, build(vector[kind]!), expected(vector)))
    expect(await onlyDifferences(found)).toEqual([])
  })

  test('strategyFromJSON gives the same values, and JSON that it reads again', async () => {
    const options = { kind, types: scriptedTypes }
    const readable = regular.filter((vector) => !isScripted(vector[kind]!))
    const strategies = readable.map((vector) => strategyFromJSON(vector[kind], options))
    const found = readable.map((vector, i) => compare(vector, strategies[i]!, expected(vector)))
    expect(await onlyDifferences(found)).toEqual([])

    const written = strategies.map((strategy) => strategy.toJSON())
    expect(written).toEqual(readable.map((vector) => withoutFlavors(vector[kind]!)))
    expect(written.map((json) => strategyFromJSON(json, options).toJSON())).toEqual(written)
  })
})

test.each(['stop', 'retry'] as const)('difference: %s strategies: all of nothing is a TypeError', (kind) => {
  const empty = vectors.flatMap((vector) => vector[kind] ?? []).filter(hasEmptyAll)
  expect(empty.length).toBeGreaterThan(0)
  for (const json of empty) {
    expect(() => kinds[kind].build(json)).toThrow(TypeError)
    expect(() => strategyFromJSON(json, { kind, types: scriptedTypes })).toThrow(TypeError)
  }
})

test('difference: a min above max is a RangeError', () => {
  const waits = vectors.flatMap(({ wait }) => (wait === undefined || hasEmptyAll(wait) ? [] : [wait]))
  const contrary = waits.filter(hasMinAboveMax)
  expect(contrary.length).toBeGreaterThan(0)
  for (const wait of contrary) expect(() => waitFromDescriptor(wait)).toThrow(RangeError)
  for (const wait of contrary.filter((each) => !isScripted(each))) {
    expect(() => strategyFromJSON(wait, { kind: 'wait', types: scriptedTypes })).toThrow(RangeError)
  }
})

test('difference: a multiplier of 0 stays 0 where Tenacity overflows', () => {
  const overflowing = vectors.filter(overflowsFromZero)
  expect(overflowing.map(({ delayMs }) => delayMs)).toEqual(overflowing.map(({ wait }) => wait!['max']))
  expect(overflowing.map((vector) => waitFromDescriptor(vector.wait!)(stateOf(vector)))).toEqual([0, 0, 0])
})

function stateOf({ attempt, elapsedMs = 0, upcomingSleepMs = 0, outcome, randoms = [0.5] }: Vector) {
  const facts = { attemptNumber: attempt, elapsed: elapsedMs, upcomingSleep: upcomingSleepMs, randoms }
  if (outcome === undefined) return makeCallState({ ...facts, outcome: undefined })
  return makeCallState(
    outcome.failed
      ? { ...facts, error: makeScriptedError(outcome, outcome.causes) }
      : { ...facts, value: outcome.value },
  )
}

/** What differs from the vector, in words; nothing when all is the same. */
async function compare(
  vector: Vector,
  strategy: (state: ReturnType<typeof stateOf>) => unknown,
  expected: boolean | number | undefined,
): Promise<string | undefined> {
  const state = stateOf(vector)
  const value = await strategy(state)
  const isSame = vector.exact === false ? isClose(Number(value), Number(expected)) : value === expected
  if (isSame && state.randomsUsed === vector.randomsUsed) return undefined
  return `${vector.id}: ${String(value)} after ${state.randomsUsed} draws, not ${String(expected)}`
}

async function onlyDifferences(found: readonly Promise<string | undefined>[]): Promise<string[]> {
  return (await Promise.all(found)).filter((difference) => difference !== undefined)
}

/** As SCHEMA.md says: absolute 1e-5 and relative 1e-9. */
const isClose = (value: number, expected: number) =>
  Math.abs(value - expected) <= 1e-5 + 1e-9 * Math.abs(expected)

const overflowsFromZero = (vector: Vector) => vector.tags?.includes('quirk:zero-multiplier-overflow') === true

/** Refused at construction: all of nothing, or a `min` above `max`. */
const isRefused = (json: Descriptor): boolean => hasEmptyAll(json) || hasMinAboveMax(json)

const hasMinAboveMax = ({ min = 0, max = Infinity, of = [] }: Descriptor): boolean =>
  Number(min) > Number(max) || of.some(hasMinAboveMax)

const hasEmptyAll = ({ type, of }: Descriptor): boolean =>
  of !== undefined && ((type === 'all' && of.length === 0) || of.some(hasEmptyAll))

const isScripted = ({ type, of = [], predicate }: Descriptor): boolean =>
  type === 'fn' ||
  predicate?.durationMs !== undefined ||
  predicate?.throws !== undefined ||
  of.some(isScripted)

/** Without what is the same here: sync and async forms, and a sum. */
function withoutFlavors({ flavor: _flavor, mode: _mode, ...json }: Descriptor): object {
  const of = json.of?.map(withoutFlavors)
  return { ...json, type: json.type === 'sum' ? 'combine' : json.type, ...(of === undefined ? {} : { of }) }
}
