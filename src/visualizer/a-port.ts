import { invalidRange, invalidType } from '../errors/invalid.ts'
import type { Reader } from '../machine/read-options.ts'

/** Reads the port of a server; 0 is any that is free. */
export const aPort: Reader = (option, value) => {
  if (typeof value !== 'number') throw invalidType(option, PORT, value)
  if (!Number.isSafeInteger(value) || value < 0 || value > 65_535) throw invalidRange(option, PORT, value)
  return value
}

const PORT = 'a whole number from 0 to 65535'
