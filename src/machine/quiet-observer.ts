import { quietly } from './quietly.ts'

interface PartialObserver<T> {
  readonly next?: ((value: T) => void) | undefined
  readonly error?: ((error: unknown) => void) | undefined
  readonly complete?: (() => void) | undefined
}

interface FullObserver<T> {
  readonly next: (value: T) => void
  readonly error: (error: unknown) => void
  readonly complete: () => void
}

/**
 * An observer that never throws and takes errors: XState would rethrow what a listener throws, and an error without a
 * listener, where nobody can catch it.
 */
export function quietObserver<T>(listener: ((value: T) => void) | PartialObserver<T>): FullObserver<T> {
  const observer: PartialObserver<T> = typeof listener === 'function' ? { next: listener } : listener
  return {
    next: (value) => quietly(() => observer.next?.(value)),
    error: (error) => quietly(() => observer.error?.(error)),
    complete: () => quietly(() => observer.complete?.()),
  }
}
