import { invalidCall } from './invalid.ts'

/** A TypeError about what cannot be retried at all: no policy is asked, since every attempt would fail alike. */
export function unretriable(message: string): TypeError {
  const error = invalidCall(message)
  errors.add(error)
  return error
}

export const isUnretriable = (error: unknown): boolean => errors.has(error as object)

const errors = new WeakSet<object>()
