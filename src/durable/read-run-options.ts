import { invalidCall, invalidRange } from '../errors/invalid.ts'
import { aCount } from '../machine/a-count.ts'
import { checkOneKey } from '../machine/check-one-key.ts'
import { aBoolean, anObjectWith, readOptions } from '../machine/read-options.ts'
import type { Reader } from '../machine/read-options.ts'
import { startReaders } from '../machine/session-readers.ts'
import { readDuration } from '../strategies/duration.ts'
import type { RunOptions } from './run-with-retry.ts'
import { readSessionId } from './session-id.ts'
import type { SessionStore } from './session-store.ts'

/** Options that were checked, with the lease in milliseconds; what was not given is absent. */
export type CheckedRunOptions = Omit<RunOptions, 'lease'> & { readonly lease?: number }

/**
 * Reads the options of `runWithRetry`.
 *
 * @throws TypeError or RangeError that names the wrong option and the value received
 */
export function readRunOptions(options: RunOptions): CheckedRunOptions {
  // Each was read by its reader.
  const read = readOptions(options, READERS) as CheckedRunOptions
  if (read.store === undefined) {
    const stray = (['restart', 'lease', 'maxCrashes'] as const).find((option) => read[option] !== undefined)
    if (stray !== undefined)
      throw invalidCall(`${stray} is of stored sessions: give a store and an id, or leave it out`)
    checkOneKey(read)
    return read
  }
  if (read.id === undefined)
    throw invalidCall(
      'a stored session needs an id, by which the next call finds it: runWithRetry(machine, fn, { store, id })',
    )
  readSessionId(read.id)
  if (read.snapshot !== undefined)
    throw invalidCall('a stored session goes on from its store: give either store or snapshot')
  return read
}

/** Without an end, a session would be lost with a machine that never comes back. */
const aLease: Reader = (option, value) => {
  const ms = readDuration(option, value)
  if (ms === 0 || ms === Infinity) throw invalidRange(option, 'above 0 ms, and finite', value)
  return ms
}

const METHODS = [
  'now',
  'insert',
  'get',
  'claim',
  'commit',
  'renew',
] as const satisfies readonly (keyof SessionStore)[]

const READERS = {
  ...startReaders,
  store: anObjectWith(...METHODS),
  restart: aBoolean,
  lease: aLease,
  maxCrashes: (option, value) => (value === Infinity ? value : aCount(option, value)),
} satisfies Readonly<Record<keyof RunOptions, Reader>>
