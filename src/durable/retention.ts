import { invalidType } from '../errors/invalid.ts'
import { readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import { readDuration } from '../strategies/duration.ts'
import type { Retention } from './session-store.ts'

/** The milliseconds for which sessions of a status are kept once they have ended; what is absent is kept for ever. */
export type RetentionTimes = Readonly<Partial<Record<keyof Retention, number>>>

/**
 * Reads the option `retention` of a store.
 *
 * @throws TypeError or RangeError for what is no duration, or no status of a session that has ended
 */
export const aRetention: Reader = (option, value): RetentionTimes => {
  if (typeof value !== 'object' || value === null) throw invalidType(option, 'an object', value)
  const aTime: Reader = (status, time) => readDuration(`${option}.${status}`, time)
  return readOptions(value, { done: aTime, failed: aTime, cancelled: aTime })
}
