import { invalidRange, invalidType } from '../../errors/invalid.ts'

/**
 * What something is multiplied by.
 *
 * @throws TypeError when it is no number, RangeError when it is not finite or not above 0
 */
export function readFactor(option: string, value: unknown): number {
  if (typeof value !== 'number') throw invalidType(option, 'a number', value)
  if (!(value > 0 && value < Infinity)) throw invalidRange(option, 'a finite number above 0', value)
  return value
}
