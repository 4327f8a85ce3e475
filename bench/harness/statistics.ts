/** The value below which that part of all values lies, 0 to 1; between two values, their mean by distance. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * part
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
  if (low === undefined || high === undefined) throw new Error('A quantile of nothing was asked for.')
  return low + (high - low) * (place % 1)
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** The median of the ratios taken within each round, where both saw the same state of the machine. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  return median(values.map((value, round) => value / (base[round] ?? Number.NaN)))
}
