import { invalidRange } from '../../errors/invalid.ts'
import { readDuration } from '../duration.ts'
import { readKnown } from './read-known.ts'

/** What an options object of sizes says, with and without its defaults. */
export interface Sizes<D> {
  /** All of them. */
  readonly sizes: D
  /** Those that were given, for `toJSON`. */
  readonly given: Partial<D>
  /** The call that gave them. */
  readonly label: string
}

/** Checks one size. */
type ReadSize = (option: string, value: unknown) => number

/**
 * Reads sizes by name.
 *
 * @param owner - the constructor, for labels and errors
 * @param readers - how those are read that are no durations, or may be negative
 */
export function readSizes<D extends Record<string, number>>(
  owner: string,
  options: object,
  defaults: D,
  readers: { readonly [K in keyof D]?: ReadSize } = {},
): Sizes<D> {
  const given = readKnown(
    options,
    defaults,
    (key, value) => (readers[key] ?? readDuration)(`${owner}: ${key}`, value),
    ` of ${owner}`,
  )
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
