/** A value that changes often, as it is shown. */
export interface Passed<T> {
  readonly value: T
  /** When it was passed on; milliseconds, as is `every`. */
  readonly at: number
  /** How long the newest one must wait; undefined when that is shown. */
  readonly wait?: number
}

/** Passes a value on at once where the one before has been shown for long enough, and says how long it must wait else. */
export function passAtMost<T>(shown: Passed<T>, newest: T, now: number, every: number): Passed<T> {
  const { value, at } = shown
  if (Object.is(value, newest)) return { value, at }
  const wait = at + every - now
  return wait > 0 ? { value, at, wait } : { value: newest, at: now }
}
