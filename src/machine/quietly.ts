/** Runs what only watches: whatever it throws is dropped, since watching a session must not change it. */
export function quietly(tell: () => void): void {
  try {
    tell()
  } catch {
    // Dropped, as documented.
  }
}
