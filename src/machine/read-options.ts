import { invalidRange, invalidType } from '../errors/invalid.ts'
import { readKnown } from '../strategies/common/read-known.ts'
import { readDuration } from '../strategies/duration.ts'

/** Gives an option as it is to be kept, or throws a TypeError or RangeError that names it and the value received. */
export type Reader = (option: string, value: unknown) => unknown

/** Reads the options that were given, beyond what types can promise; an unknown one is refused. */
export const readOptions = (
  options: unknown,
  readers: Readonly<Record<string, Reader>>,
): Record<string, unknown> => readKnown(options, readers, (option, value) => readers[option]!(option, value))

/** Takes what a test accepts, and keeps it as it is. */
const accept =
  (expected: string, isValid: (value: unknown) => boolean): Reader =>
  (option, value) => {
    if (!isValid(value)) throw invalidType(option, expected, value)
    return value
  }

export const aFunction = accept('a function', (value) => typeof value === 'function')

/** What `new` can be written before; asked without running it. */
const isClass = (value: unknown): value is { readonly name: string } => {
  try {
    return Boolean(Reflect.construct(Object, [], value as never))
  } catch {
    return false
  }
}

export const aClass = /* @__PURE__ */ accept('a class', isClass)

/** Of the platform's own the message would be "[object Object]". */
export const aRetryErrorClass = accept(
  'a class of your own',
  (value) => isClass(value) && globalThis[value.name as never] !== value,
)

export const aBoolean = accept('true or false', (value) => typeof value === 'boolean')

export const aName = accept(
  'a string that is not empty',
  (value) => typeof value === 'string' && value !== '',
)

export const anObjectWith = (...methods: readonly string[]): Reader =>
  accept(`an object with the methods ${methods.join(', ')}`, (value) =>
    methods.every((method) => typeof (value as Record<string, unknown> | null)?.[method] === 'function'),
  )

export const aSignal: Reader = (option, value) =>
  aTarget((value as Partial<AbortController> | null)?.signal ? `${option} (give its .signal)` : option, value)

const aTarget = anObjectWith('addEventListener', 'removeEventListener')

/** A time limit, above 0 ms; none where it is infinite. */
export const aLimit: Reader = (option, value) => {
  const ms = readDuration(option, value)
  // In some libraries 0 means no limit, in others no time at all.
  if (ms === 0) throw invalidRange(option, 'above 0 ms; Infinity is no limit', value)
  return ms === Infinity ? undefined : ms
}
