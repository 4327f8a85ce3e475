import { TAGS } from './json.ts'
import type { Json } from './json.ts'

/** Writes a value that has no members; undefined for an object, and for what JSON cannot hold. */
export function writePrimitive(value: unknown): Json | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'undefined':
      return { [TAGS.undefined]: true }
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { [TAGS.number]: nameOf(value) }
    default:
      return value === null ? null : undefined
  }
}

/** Reads the name of a number that JSON cannot hold; undefined for any other value. */
export const readNumber = (name: unknown): number | undefined =>
  NUMBERS.find((number) => nameOf(number) === name)

const NUMBERS = [NaN, Infinity, -Infinity, -0]

const nameOf = (number: number): string => (Object.is(number, -0) ? '-0' : String(number))
