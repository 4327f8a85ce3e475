import { invalidRange, invalidType } from '../../errors/invalid.ts'

/**
 * A number that is not less than another.
 *
 * @throws TypeError when it is no number, RangeError when it is less or NaN
 */
export function readNumber(option: string, value: unknown, lowest: number, expected = 'a number'): number {
  if (typeof value !== 'number') throw invalidType(option, expected, value)
  if (!(value >= lowest)) throw invalidRange(option, `at least ${lowest}`, value)
  return value
}
