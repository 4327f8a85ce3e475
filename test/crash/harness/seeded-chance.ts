/** Chance that is the same whenever its seed is. */
export interface Chance {
  /** From 0 to 1. */
  next(): number
  /** A whole number between the two, both included. */
  between(low: number, high: number): number
  oneOf<T>(values: readonly T[]): T
}

/** Mulberry32: small, and good enough to spread tests. @param seed - a whole number */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between,
    // Never asked for one of none.
    oneOf: <T>(values: readonly T[]) => values[between(0, values.length - 1)] as T,
  }
}
