import { INVALID_OPTION, invalidType, withCode } from '../../errors/invalid.ts'
import { show } from '../../errors/show.ts'

/**
 * Reads the options that were given, in the order in which they are known; an unknown one is refused.
 *
 * @param owner - of whom they are, for the error: ` of waitRandom`
 * @throws TypeError when they are no object, or one is unknown; and whatever `read` throws
 */
export function readKnown<T>(
  options: unknown,
  known: readonly string[],
  read: (option: string, value: unknown) => T,
  owner = '',
): Record<string, T> {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw invalidType(`options${owner}`, 'an object', options)
  const given = options as Readonly<Record<string, unknown>>
  for (const option in given)
    if (!known.includes(option))
      throw withCode(
        new TypeError(
          `unknown option ${option}${owner}: ${show(given[option])}; there are ${known.join(', ')}`,
        ),
        INVALID_OPTION,
      )
  const values: Record<string, T> = {}
  // Asked for one by one: a class may have getters for them, which nothing lists.
  for (const option of known) {
    const value = given[option]
    if (value !== undefined) values[option] = read(option, value)
  }
  return values
}
