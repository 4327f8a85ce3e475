/**
 * `actual`, with each number that is within a rounding error of its counterpart in `expected` replaced by that one: what
 * then still differs, differs by more.
 *
 * For the scenarios with arbitrary numbers (`exact: false`), whose traces Tenacity computed in seconds and rounded.
 */
export function alignNumbers(actual: unknown, expected: unknown): unknown {
  if (typeof actual === 'number' && typeof expected === 'number')
    return isNear(actual, expected) ? expected : actual
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((item: unknown, index) => alignNumbers(item, expected[index]))
  }
  if (isRecord(actual) && isRecord(expected)) {
    return Object.fromEntries(
      Object.entries(actual).map(([key, value]) => [key, alignNumbers(value, expected[key])]),
    )
  }
  return actual
}

const isNear = (actual: number, expected: number) =>
  Math.abs(actual - expected) <= 1e-5 + 1e-9 * Math.abs(expected)

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
