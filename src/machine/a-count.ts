import { invalidRange, invalidType } from '../errors/invalid.ts'
import type { Reader } from './read-options.ts'

/** Reads an option that says how many: a whole number from 1. */
export const aCount: Reader = (option, value) => {
  if (typeof value !== 'number') throw invalidType(option, 'a whole number', value)
  if (!Number.isSafeInteger(value) || value < 1) throw invalidRange(option, 'a whole number from 1', value)
  return value
}
