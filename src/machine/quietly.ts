import { isThenable } from '../awaitable.ts'

/** Runs what only watches: whatever it throws or rejects with is dropped, since watching a session must not change it. */
export function quietly(tell: () => unknown): void {
  try {
    const result = tell()
    if (isThenable(result)) result.then(undefined, () => {})
  } catch {
    // Dropped, as documented.
  }
}
