import { invalidRange, invalidType } from '../../errors/invalid.ts'
import { readDuration } from '../duration.ts'
import { readNumber } from './read-number.ts'

/** What an options object of sizes says, with and without its defaults. */
export interface Sizes<D> {
  /** All of them. */
  readonly sizes: D
  /** Those that were given, for `toJSON`. */
  readonly given: Partial<D>
  /** The call that gave them. */
  readonly label: string
}

/**
 * Reads sizes by name: durations, and factors, which are numbers alone.
 *
 * @param owner - the constructor, for labels and errors
 * @param lowest - the least that sizes but `max` may be
 */
export function readSizes<D extends Record<string, number>>(
  owner: string,
  options: object,
  defaults: D,
  lowest = 0,
): Sizes<D> {
  if (Object(options) !== options) throw invalidType(owner, 'given an object', options)
  const given: Record<string, number> = {}
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined) continue
    const option = `${owner}: ${key}`
    if (!Object.hasOwn(defaults, key))
      throw invalidType(option, `one of ${Object.keys(defaults).join(', ')}`, value)
    const read = key === 'expBase' || key === 'factor' ? readNumber : readDuration
    given[key] = read(option, value, key === 'max' ? 0 : lowest)
  }
  const sizes = { ...defaults, ...given }
  const { min, max } = sizes
  if (min! > max!) throw invalidRange(`${owner}: min`, `at most max, ${max}`, min)
  const code = Object.entries(given).map(([key, value]) => `${key}: ${value}`)
  return {
    sizes,
    given: given as Partial<D>, // Only names that `defaults` has got in.
    label: `${owner}(${code.length > 0 ? `{ ${code.join(', ')} }` : ''})`,
  }
}
