import { INVALID_OPTION, withCode } from '../../errors/invalid.ts'
import { show } from '../../errors/show.ts'

/** A TypeError that says where in a descriptor something is wrong. */
export const invalidJSON = (path: string, expected: string, received: unknown): TypeError =>
  located(
    withCode(
      new TypeError(`${path || 'the strategy'} must be ${expected}, got ${show(received)}`),
      INVALID_OPTION,
    ),
  )

/** What a constructor threw about the fields of a descriptor, with the path to it. */
export function locateError(path: string, error: unknown): unknown {
  if (path === '' || !(error instanceof Error) || locatedErrors.has(error)) return error
  const Type = error instanceof RangeError ? RangeError : TypeError
  return located(withCode(new Type(`${path}: ${error.message}`, { cause: error }), INVALID_OPTION))
}

const locatedErrors = new WeakSet<Error>()

function located<E extends Error>(error: E): E {
  locatedErrors.add(error)
  return error
}

/** The path of a field or an index below another path. */
export const join = (path: string, key: string | number): string => {
  if (typeof key === 'number') return `${path}[${key}]`
  return path === '' ? key : `${path}.${key}`
}

/** More than anyone would write; one that contains itself is deeper than all. */
const DEEPEST = 100

/** Refuses a descriptor that is in too many others, before the call stack overflows. */
export function checkDepth(depth: number, path: string, json: unknown): void {
  if (depth > DEEPEST) throw invalidJSON(`${path.slice(0, 40)}…`, `in at most ${DEEPEST} others`, json)
}

/** Refuses fields that nothing would read. */
export function checkFields(fields: object, known: readonly string[], path: string): void {
  for (const [key, value] of Object.entries(fields)) {
    if (!known.includes(key))
      throw invalidJSON(join(path, key), `left out, as only ${known.join(', ')} are known`, value)
  }
}
