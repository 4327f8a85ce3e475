import { INVALID_OPTION, invalidType, withCode } from '../../errors/invalid.ts'
import { show } from '../../errors/show.ts'
import { isPlainObject } from '../../is-plain-object.ts'

/**
 * Reads the options that were given; an unknown one is refused.
 *
 * @param known - has their names
 * @param owner - of whom they are, for the error: ` of waitRandom`
 * @throws TypeError when they are no object, or one is unknown; and whatever `read` throws
 */
export function readKnown<T>(
  options: unknown,
  known: object,
  read: (option: string, value: unknown) => T,
  owner = '',
): Record<string, T> {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw invalidType(`options${owner}`, 'an object', options)
  const given = options as Readonly<Record<string, unknown>>
  const values: Record<string, T> = {}
  const take = (option: string) => {
    const value = given[option]
    if (value !== undefined) values[option] = read(option, value)
  }
  for (const option in given) {
    if (!Object.hasOwn(known, option))
      throw withCode(
        new TypeError(
          `unknown option ${option}${owner}: ${show(given[option])}; there are ${Object.keys(known).join(', ')}`,
        ),
        INVALID_OPTION,
      )
    take(option)
  }
  // A class may have getters for them, which nothing lists.
  if (!isPlainObject(given)) for (const option of Object.keys(known)) take(option)
  return values
}
