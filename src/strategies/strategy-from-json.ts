import { invalidType } from '../errors/invalid.ts'
import type { ErrorType } from './common/error-types.ts'
import { readKnown } from './common/read-known.ts'
import type { Predicate } from './common/predicate.ts'
import { createDescriptor } from './json/descriptor.ts'
import type { Kind, KindOf, StrategyType } from './json/descriptor.ts'
import { checkDepth, checkFields, invalidJSON, join, locateError } from './json/json-error.ts'
import { checkRegistry } from './json/registry.ts'
import type { Names, Registry } from './json/registry.ts'
import { retryTypes } from './json/retry-types.ts'
import { stopTypes } from './json/stop-types.ts'
import { waitTypes } from './json/wait-types.ts'

/** Options of `strategyFromJSON`. */
export interface StrategyFromJSONOptions<K extends Kind = Kind> {
  /** `'stop'`, `'wait'` or `'retry'`; needed where the descriptor itself leaves it open. */
  readonly kind?: K | undefined
  /** The error classes it may name: an array of them, or an object by name. @default [] */
  readonly types?: Registry<ErrorType> | undefined
  /** The predicates it may name: an array of functions with names, or an object by name. @default {} */
  readonly predicates?: Registry<Predicate> | undefined
}

/**
 * Reads what a strategy's `toJSON` wrote, so that a policy can live in a configuration file.
 *
 * Sizes are milliseconds, or strings as the `ms` package reads them.
 *
 * @param json - a descriptor: `{ type: 'afterAttempt', max: 5 }`
 * @param options - its kind, where `type` is one of several kinds (`never`, or `any`, `all`, `or` and `and` of nothing
 *   but these), and what its names stand for
 * @throws TypeError or RangeError for whatever cannot be read, with its path: `of[1].type`
 *
 * @example
 * import { strategyFromJSON } from 'holdfast'
 *
 * const json = { type: 'any', of: [{ type: 'afterAttempt', max: 5 }, { type: 'afterDelay', ms: '1m' }] }
 * strategyFromJSON(json, { kind: 'stop' }).label // => 'stopAny(stopAfterAttempt(5), stopAfterDelay(60000))'
 */
export function strategyFromJSON<K extends Kind = Kind>(
  json: unknown,
  options: StrategyFromJSONOptions<K> = {},
): KindOf[K] {
  checkOptions(options)
  const { kind, types = [], predicates = {} } = options
  if (kind !== undefined && !Object.hasOwn(TYPES, kind)) {
    throw invalidType('strategyFromJSON: kind', "'stop', 'wait' or 'retry'", kind)
  }
  checkRegistry('strategyFromJSON: types', types)
  checkRegistry('strategyFromJSON: predicates', predicates)
  return readStrategy(kind ?? inferKind(json), json, '', { types, predicates }) as KindOf[K]
}

const OPTIONS = { kind: true, types: true, predicates: true }

function checkOptions(options: object): void {
  readKnown(options, OPTIONS, (_option, value) => value, ' of strategyFromJSON')
}

const TYPES: { readonly [K in Kind]: Readonly<Record<string, StrategyType<KindOf[K]>>> } = {
  stop: stopTypes,
  wait: waitTypes,
  retry: retryTypes,
}
const KINDS = Object.keys(TYPES) as Kind[]

function readStrategy<K extends Kind>(
  kind: K,
  json: unknown,
  path: string,
  names: Names,
  depth = 0,
): KindOf[K] {
  checkDepth(depth, path, json)
  const fields = readFields(json, path)
  const types: Readonly<Record<string, StrategyType<KindOf[K]>>> = TYPES[kind]
  const type =
    typeof fields['type'] === 'string' && Object.hasOwn(types, fields['type'])
      ? types[fields['type']]
      : undefined
  if (type === undefined) {
    throw invalidJSON(
      join(path, 'type'),
      `a ${kind} strategy (${Object.keys(types).join(', ')})`,
      fields['type'],
    )
  }
  checkFields(fields, ['type', ...type.fields], path)
  const read = (part: unknown, at: string) => readStrategy(kind, part, at, names, depth + 1)
  try {
    return type.build(createDescriptor(fields, path, names, read))
  } catch (error) {
    throw locateError(path, error)
  }
}

/** The only kind that knows the type, or that the first part with such a type is of. */
function inferKind(json: unknown): Kind {
  const kind = findKind(json, '')
  if (kind !== undefined) return kind
  const { type } = readFields(json, '')
  if (KINDS.some((each) => isTypeOf(each, type))) {
    throw invalidType('strategyFromJSON: kind', `given, as several kinds have the type ${String(type)}`, kind)
  }
  throw invalidJSON('type', 'the type of a strategy', type)
}

function findKind(json: unknown, path: string, depth = 0): Kind | undefined {
  checkDepth(depth, path, json)
  const { type, of, flavor } = readFields(json, path)
  const [kind, ...others] = KINDS.filter((each) => isTypeOf(each, type))
  if (others.length === 0) return kind
  if (flavor !== undefined) return 'retry'
  if (!Array.isArray(of)) return undefined
  for (const [i, part] of of.entries()) {
    const found = findKind(part, join(join(path, 'of'), i), depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const isTypeOf = (kind: Kind, type: unknown) => typeof type === 'string' && Object.hasOwn(TYPES[kind], type)

function readFields(json: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null) throw invalidJSON(path, 'an object with a type', json)
  return json as Readonly<Record<string, unknown>> // Any object may be asked for any property.
}
