import { invalidType } from '../../errors/invalid.ts'
import type { ErrorType } from '../common/error-types.ts'
import type { Predicate } from '../common/predicate.ts'
import { invalidJSON, join } from './json-error.ts'

/** Functions by name: an object, or an array of functions that have names. */
export type Registry<T> = readonly T[] | Readonly<Record<string, T>>

/** What the names in descriptors stand for. */
export interface Names {
  readonly types: Registry<ErrorType>
  readonly predicates: Registry<Predicate>
}

/**
 * Refuses what is no registry, and an array in which a name is not clear.
 *
 * @param option - how it was given
 */
export function checkRegistry(option: string, registry: Registry<ErrorType | Predicate>): void {
  if (typeof registry !== 'object' || registry === null) {
    throw invalidType(option, 'an array or an object by name', registry)
  }
  if (!isArray(registry)) return
  for (const [i, each] of registry.entries()) {
    if (typeof each !== 'function') throw invalidType(`${option}[${i}]`, 'a function', each)
    if (find(registry, each.name) !== each) {
      throw invalidType(option, `an object by name where two are called ${each.name}`, registry)
    }
  }
}

/**
 * What a name stands for.
 *
 * @param option - where it is to be registered
 */
export function lookUp<K extends keyof Names>(
  names: Names,
  option: K,
  name: unknown,
  path: string,
): FoundIn[K] {
  const registry: Registry<ErrorType | Predicate> = names[option]
  const found = typeof name === 'string' ? find(registry, name) : undefined
  if (typeof found !== 'function') throw invalidJSON(path, `a name given in the option ${option}`, name)
  return found as FoundIn[K] // What was found is one of those that were given.
}

/** The classes that a list names. */
export function lookUpTypes(names: Names, list: unknown, path: string): ErrorType[] {
  if (!Array.isArray(list)) throw invalidJSON(path, 'an array of class names', list)
  return list.map((name: unknown, i) => lookUp(names, 'types', name, join(path, i)))
}

interface FoundIn {
  types: ErrorType
  predicates: Predicate
}

function find<T extends { name: string }>(registry: Registry<T>, name: string): T | undefined {
  if (isArray(registry)) return registry.find((each) => each.name === name)
  return Object.hasOwn(registry, name) ? registry[name] : undefined
}

/** `Array.isArray` does not know of readonly arrays. */
const isArray = <T>(registry: Registry<T>): registry is readonly T[] => Array.isArray(registry)
