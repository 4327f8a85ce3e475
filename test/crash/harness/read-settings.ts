/** Which rounds to play. */
export interface Settings {
  readonly rounds: number
  readonly firstSeed: number
}

/** Reads HOLDFAST_CRASH_ROUNDS and HOLDFAST_CRASH_SEED, a round's own; without a seed it is drawn. */
export function readSettings(defaultRounds: number): Settings {
  const { HOLDFAST_CRASH_ROUNDS: rounds, HOLDFAST_CRASH_SEED: seed } = process.env
  return {
    rounds: rounds === undefined ? defaultRounds : aCount('HOLDFAST_CRASH_ROUNDS', rounds),
    firstSeed: seed === undefined ? Math.floor(Math.random() * 1e9) : aCount('HOLDFAST_CRASH_SEED', seed),
  }
}

function aCount(name: string, text: string): number {
  const count = Number(text)
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw new RangeError(`${name} must be a whole number, got ${text}`)
}
