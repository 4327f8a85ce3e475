import { INVALID_OPTION, invalidRange, invalidType, withCode } from '../errors/invalid.ts'
import { show } from '../errors/show.ts'
import { readDuration } from '../strategies/duration.ts'

/** Gives an option as it is to be kept, or throws a TypeError or RangeError that names it and the value received. */
export type Reader = (option: string, value: unknown) => unknown

/** Reads the options that were given, beyond what types can promise; an unknown one is refused. */
export function readOptions(
  options: unknown,
  readers: Readonly<Record<string, Reader>>,
): Record<string, unknown> {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw invalidType('options', 'an object', options)
  const read: Record<string, unknown> = {}
  for (const [option, value] of Object.entries(options)) {
    const reader = Object.hasOwn(readers, option) && readers[option]
    if (!reader) throw unknownOption(option, value, Object.keys(readers))
    if (value !== undefined) read[option] = reader(option, value)
  }
  return read
}

/** Takes what a test accepts, and keeps it as it is. */
const accept =
  (expected: string, isValid: (value: unknown) => boolean): Reader =>
  (option, value) => {
    if (!isValid(value)) throw invalidType(option, expected, value)
    return value
  }

export const aFunction = accept('a function', (value) => typeof value === 'function')

/** What `new` can be written before; asked without running it. */
export const aClass = accept('a class', (value) => {
  try {
    return Boolean(Reflect.construct(Object, [], value as never))
  } catch {
    return false
  }
})

export const aBoolean = accept('true or false', (value) => typeof value === 'boolean')

export const aName = accept(
  'a string that is not empty',
  (value) => typeof value === 'string' && value !== '',
)

export const anObjectWith = (...methods: readonly string[]): Reader =>
  accept(`an object with the methods ${methods.join(', ')}`, (value) =>
    methods.every((method) => typeof (value as Record<string, unknown> | null)?.[method] === 'function'),
  )

export const aSignal = anObjectWith('addEventListener', 'removeEventListener')

/** A time limit, above 0 ms; none where it is infinite. */
export const aLimit: Reader = (option, value) => {
  const ms = readDuration(option, value)
  // In some libraries 0 means no limit, in others no time at all.
  if (ms === 0) throw invalidRange(option, 'above 0 ms; Infinity is no limit', value)
  return ms === Infinity ? undefined : ms
}

const unknownOption = (option: string, value: unknown, known: readonly string[]) =>
  withCode(
    new TypeError(`unknown option ${option}: ${show(value)}; there are ${known.join(', ')}`),
    INVALID_OPTION,
  )
