import { RetryError } from '../../errors/retry-error.ts'
import { SnapshotError } from '../../errors/snapshot-error.ts'
import { StoreError } from '../../errors/store-error.ts'
import { TimeoutError } from '../../errors/timeout-error.ts'
import { TryAgain } from '../../errors/try-again.ts'

/** A class of errors; what its constructor takes does not matter, since it is not called. */
export type ErrorClass = abstract new (...args: never[]) => Error

/** The platform's, of which every realm has its own. */
const PLATFORM = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AggregateError,
  DOMException,
} satisfies Classes

type Classes = Readonly<Record<string, ErrorClass>>

/**
 * The classes that errors come back as without being registered: the platform's and Holdfast's own.
 *
 * Their names are written here, and not asked for, since a bundler may shorten those of classes.
 */
export const knownClasses: ReadonlyMap<string, ErrorClass> = new Map<string, ErrorClass>(
  Object.entries({ ...PLATFORM, RetryError, SnapshotError, StoreError, TimeoutError, TryAgain }),
)

export const isPlatformClass = (name: string): boolean => Object.hasOwn(PLATFORM, name)
