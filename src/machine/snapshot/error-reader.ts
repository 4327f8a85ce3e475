import { isRetryError } from '../../errors/retry-error.ts'
import { markRestored } from '../../errors/restored-types.ts'
import { failedWith, succeeded } from '../../outcome.ts'
import { peek } from '../../strategies/common/peek.ts'
import { damaged } from './damaged.ts'
import { knownClasses } from './error-classes.ts'
import type { ErrorClass } from './error-classes.ts'
import type { FoundError } from './find-errors.ts'
import { isRecord } from './json.ts'

/**
 * Reads the errors of one snapshot back, each once, as an instance of the nearest class that is known.
 *
 * @param registered - a user's own classes
 * @param found - the errors as they are written, by number
 * @param readValue - reads what they hold
 */
export function createErrorReader(
  registered: readonly ErrorClass[],
  found: ReadonlyMap<unknown, FoundError>,
  readValue: (value: unknown, path: string) => unknown,
): (id: unknown, path: string) => Error {
  const classes = new Map(registered.map((type) => [type.name, type]))
  const errors = new Map<unknown, Error>()
  let depth = 0

  function readError(id: unknown, path: string): Error {
    const written = found.get(id)
    if (written === undefined) throw damaged(path, 'the number of an error', id)
    if (depth === DEEPEST) throw damaged(path, `within at most ${DEEPEST} errors`, id)
    depth++
    const error = errors.get(id) ?? build(id, written)
    depth--
    return error
  }

  function build(id: unknown, { content, path }: FoundError): Error {
    const { message, name, stack, fields = {}, hidden = {} } = content
    if (typeof message !== 'string') throw damaged(`${path}.message`, 'a string', message)
    if (typeof name !== 'string') throw damaged(`${path}.name`, 'a string', name)
    if (stack !== undefined && typeof stack !== 'string') throw damaged(`${path}.stack`, 'a string', stack)
    const error = create(content, path, message, name)
    // Before its parts, which may refer to it.
    errors.set(id, error)
    define(error, { stack }, false)
    if (peek(error, 'name') !== name) define(error, { name }, false)
    define(error, readMembers(hidden, `${path}.hidden`), false)
    define(error, readMembers(fields, `${path}.fields`), true)
    if (isRetryError(error)) define(error, { lastAttempt: outcomeOf(error.lastAttempt) }, true)
    return error
  }

  function readMembers(members: unknown, path: string): Readonly<Record<string, unknown>> {
    const read = readValue(members, path)
    if (!isRecord(read)) throw damaged(path, 'an object', read)
    return read
  }

  function create(
    { base, types }: Readonly<Record<string, unknown>>,
    path: string,
    message: string,
    name: string,
  ): Error {
    if (typeof base !== 'string') throw damaged(`${path}.base`, 'the name of a class', base)
    if (!isListOfStrings(types)) throw damaged(`${path}.types`, 'a list of names', types)
    const own = types.find((type) => classes.has(type))
    const known = knownClasses.get(base)
    const type = classes.get(own ?? '') ?? known ?? Error
    const error: Error = base === 'DOMException' ? new DOMException(message, name) : new Error(message)
    Object.setPrototypeOf(error, type.prototype as object)
    // One that a later version of Holdfast knows is an error all the same.
    if (known === undefined) markRestored(error, [...types, base])
    else if (own !== types[0]) markRestored(error, types)
    return error
  }

  return readError
}

/** More than one is ever written in. */
const DEEPEST = 100

function define(error: Error, members: Readonly<Record<string, unknown>>, enumerable: boolean): void {
  for (const [key, value] of Object.entries(members))
    Object.defineProperty(error, key, { value, enumerable, writable: true, configurable: true })
}

/** One with its method `result`, unless there was no room for it. */
function outcomeOf(written: unknown): unknown {
  if (!isRecord(written)) return written
  const { failed, error, value, attemptNumber } = written
  return failed === true ? failedWith(error, Number(attemptNumber)) : succeeded(value, Number(attemptNumber))
}

const isListOfStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
