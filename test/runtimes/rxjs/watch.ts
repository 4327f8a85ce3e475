import type { Observable, Subscription } from 'rxjs'

/** What a consumer has been told: values, then perhaps an end. */
export interface Watched {
  readonly told: unknown[]
  readonly subscription: Subscription
}

/** Subscribes, and notes what comes: each value, `['error', error]`, and `'complete'`. */
export function watch(source: Observable<unknown>): Watched {
  const told: unknown[] = []
  const subscription = source.subscribe({
    next: (value) => void told.push(value),
    error: (error: unknown) => void told.push(['error', error]),
    complete: () => void told.push('complete'),
  })
  return { told, subscription }
}
