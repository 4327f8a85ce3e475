/**
 * The error classes that the fixtures' scripts throw, by the name the fixtures use; their `Error` is not the
 * platform's.
 */
export const scriptedTypes = buildTypes()

export interface ScriptedErrorJSON {
  readonly type: string
  readonly message?: string
}

/** One scripted error, with the chain of explicit causes that `causes` lists from the outside in. */
export function makeScriptedError(
  { type, message = '' }: ScriptedErrorJSON,
  causes: readonly ScriptedErrorJSON[] = [],
): Error {
  const Type = scriptedTypes[type]
  if (Type === undefined) throw new Error(`the fixtures have no error class ${type}`)
  const [next, ...rest] = causes
  return next === undefined ? new Type(message) : new Type(message, { cause: makeScriptedError(next, rest) })
}

type ScriptedErrorClass = new (message?: string, options?: ErrorOptions) => Error

function buildTypes(): Record<string, ScriptedErrorClass> {
  const types: Record<string, ScriptedErrorClass> = {}
  const add = (name: string, Base: ScriptedErrorClass, shownName = name) => {
    const Type = { [name]: class extends Base {} }[name]!
    Type.prototype.name = shownName
    types[name] = Type
    return Type
  }
  const Base = add('Error', globalThis.Error)
  const NetworkError = add('NetworkError', Base)
  add('ConnectionResetError', add('ConnectionError', NetworkError))
  add('TimeoutError', NetworkError)
  const HttpError = add('HttpError', Base)
  add('RateLimitError', HttpError)
  add('ServerError', HttpError)
  add('ValueError', Base)
  add('AuthError', Base)
  // Outside Tenacity's Exception: here that is cancellation, which is known by its name.
  add('FatalSignal', globalThis.Error, 'AbortError')
  add('TryAgain', globalThis.Error)
  return types
}
