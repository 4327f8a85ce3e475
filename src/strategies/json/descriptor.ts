import type { ErrorType } from '../common/error-types.ts'
import type { MessageTest } from '../common/message-test.ts'
import type { Predicate } from '../common/predicate.ts'
import { safely } from '../common/safely.ts'
import type { RetryStrategy, StopStrategy, WaitStrategy } from '../strategy.ts'
import { invalidJSON, join } from './json-error.ts'
import { readPredicate } from './predicates.ts'
import { lookUp, lookUpTypes } from './registry.ts'
import type { Names } from './registry.ts'

export interface KindOf {
  stop: StopStrategy
  wait: WaitStrategy
  retry: RetryStrategy
}
export type Kind = keyof KindOf

/** One type of strategy: the fields of its descriptor, and how it is made of them. */
export interface StrategyType<S> {
  readonly fields: readonly string[]
  build(descriptor: Descriptor<S>): S
}

/** A descriptor with known fields, of a strategy whose parts are of type `S`; each method reads one field. */
export interface Descriptor<S> {
  /** A number as it stands: the constructor checks it. */
  number(key: string): number
  /** Codes as they stand: the constructor checks them. */
  codes(): readonly string[]
  /** All fields but `type`, for the constructor to check. */
  options(): object
  part(key: string): S
  /** The strategies in `of`. */
  parts(): S[]
  /** Milliseconds or a strategy. */
  sizeOrPart(key: string): number | S
  /** Milliseconds or a strategy for each error class, by name. */
  byType(key: string): [ErrorType, number | S][]
  /** The classes that `types` names, none when it is absent. */
  types(): readonly ErrorType[]
  predicate(): Predicate
  messageTest(): MessageTest
}

/**
 * Reads the fields of a descriptor.
 *
 * @param read - reads the strategy at a path
 */
export function createDescriptor<S>(
  json: Readonly<Record<string, unknown>>,
  path: string,
  names: Names,
  read: (json: unknown, path: string) => S,
): Descriptor<S> {
  const at = (key: string) => join(path, key)
  const sizeOrPart = (size: unknown, where: string) =>
    typeof size === 'object' ? read(size, where) : (readNumber(size) as number) // Checked by the constructor.

  return {
    number: (key) => readNumber(json[key]) as number, // Checked by the constructor.
    codes: () => json['codes'] as string[], // Likewise.
    options() {
      const { type: _, ...options } = json
      return Object.fromEntries(Object.entries(options).map(([key, size]) => [key, readNumber(size)]))
    },
    part: (key) => read(json[key], at(key)),
    parts() {
      const parts = json['of']
      if (!Array.isArray(parts)) throw invalidJSON(at('of'), 'an array of strategies', parts)
      return parts.map((part: unknown, i) => read(part, join(at('of'), i)))
    },
    sizeOrPart: (key) => sizeOrPart(json[key], at(key)),
    byType(key) {
      const table = json[key]
      if (typeof table !== 'object' || table === null) throw invalidJSON(at(key), 'an object', table)
      return Object.entries(table).map(([name, size]) => [
        lookUp(names, 'types', name, at(key)),
        sizeOrPart(size, join(at(key), name)),
      ])
    },
    types: () => (json['types'] === undefined ? [] : lookUpTypes(names, json['types'], at('types'))),
    predicate: () => readPredicate(json['predicate'], at('predicate'), names),
    messageTest() {
      const { message, match } = json
      const pattern = isPattern(match) ? safely(() => new RegExp(match.source, match.flags), match) : match
      return { message, match: pattern } as MessageTest // Likewise.
    },
  }
}

/** JSON has no infinite numbers; toJSON writes them as strings. */
function readNumber(value: unknown): unknown {
  return value === 'Infinity' ? Infinity : value === '-Infinity' ? -Infinity : value
}

const isPattern = (match: unknown): match is { source: string; flags: string } =>
  typeof match === 'object' && match !== null && 'source' in match && 'flags' in match
