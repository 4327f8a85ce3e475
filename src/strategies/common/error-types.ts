import { invalidType } from '../../errors/invalid.ts'
import { restoredTypesOf } from '../../errors/restored-types.ts'
import { isAbortError } from './is-abort-error.ts'
import { safely } from './safely.ts'

/** An error class, or anything else that `instanceof` takes. */
export type ErrorType = abstract new (...args: never[]) => unknown

/** Error classes, given one by one or as one array. */
export type ErrorTypes = readonly ErrorType[] | readonly [readonly ErrorType[]]

/** The classes as one list of their own. */
export function readTypes(owner: string, types: ErrorTypes): readonly ErrorType[] {
  const list: readonly ErrorType[] = types.flat()
  for (const type of list) checkType(owner, type)
  return list
}

/** Refuses what `instanceof` would choke on. */
export function checkType(owner: string, type: ErrorType): void {
  if (safely(() => ({}) instanceof type, undefined) === undefined) {
    throw invalidType(`${owner}: each type`, 'an error class', type)
  }
}

/**
 * Whether a value is of one of the types; without types, whether it is what Python calls an Exception. That is what `Error`
 * stands for in a list as well: an `AbortError` is of none but its own class.
 */
export function isOfType(value: unknown, types: readonly ErrorType[]): boolean {
  if (types.length === 0) return !isAbortError(value)
  return safely(
    () =>
      types.some(
        (type) =>
          !(type === Error && isAbortError(value)) &&
          (value instanceof type || restoredTypesOf(value)?.includes(type.name)),
      ),
    false,
  )
}

/** The classes' names, for `toJSON`; a class without a name stays, and so is refused there. */
export const namesOf = (types: readonly ErrorType[]): readonly unknown[] | undefined =>
  types.length === 0 ? undefined : types.map((type) => type.name || type)
