import { isRetryError } from '../../errors/retry-error.ts'
import { isTryAgain } from '../../errors/is-try-again.ts'
import { isPlatformClass, knownClasses } from './error-classes.ts'

/** What an error is an instance of. */
export interface Lineage {
  /** The nearest class that needs no registering. */
  readonly base: string
  /** The names of the classes before it: a user's own, nearest first. */
  readonly types: readonly string[]
}

/** Whether a value is an error, also one of another realm, such as a `vm` context or a frame. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

export function lineageOf(error: Error): Lineage {
  const prototypes = prototypesOf(error)
  const names = prototypes.map(nameOf)
  const place = prototypes.findIndex((prototype) => knownPrototypes.has(prototype))
  const known = knownPrototypes.get(prototypes[place])
  const base = brandOf(error) ?? known ?? names.find(isPlatformClass) ?? 'Error'
  const end = base === known ? place : names.indexOf(base)
  const types = names.slice(0, end === -1 ? Math.max(place, 0) : end)
  return { base, types: types.filter((name) => name !== '') }
}

const knownPrototypes = new Map<unknown, string>(
  [...knownClasses].map(([name, type]) => [type.prototype, name]),
)

/** What another installed copy of Holdfast has made is as good as one of this. */
function brandOf(error: Error): string | undefined {
  if (isRetryError(error)) return 'RetryError'
  return isTryAgain(error) ? 'TryAgain' : undefined
}

function prototypesOf(object: object): readonly object[] {
  const prototype: unknown = Object.getPrototypeOf(object)
  return typeof prototype === 'object' && prototype !== null ? [prototype, ...prototypesOf(prototype)] : []
}

/** Of the class that a prototype belongs to; empty where nobody can tell. */
function nameOf(prototype: object): string {
  const name: unknown = Object.hasOwn(prototype, 'constructor') ? prototype.constructor.name : undefined
  return typeof name === 'string' ? name : ''
}
