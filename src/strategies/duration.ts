import { readNumber } from './common/read-number.ts'

/** Milliseconds, or a string as the `ms` package reads it: `'250ms'`, `'1.5s'`, `'5m'`, `'2 days'`. */
export type Duration = number | string

/**
 * A duration in milliseconds.
 *
 * @param option - what the error names
 * @param lowest - the least it may be
 * @throws TypeError when it is no duration, RangeError when it is less than `lowest`
 * @internal
 */
export function readDuration(option: string, value: unknown, lowest = 0): number {
  return readNumber(option, typeof value === 'string' ? parse(value) : value, lowest, DURATION)
}

const DURATION = 'milliseconds or a string like "1.5s"'

const PATTERN =
  /^(-?\d*\.?\d+) *(m(s(ecs?)?|illiseconds?|in(ute)?s?)?|s(ec(ond)?s?)?|h(rs?|ours?)?|d(ays?)?|w(eeks?)?|y(rs?|ears?)?)?$/

/** By the unit's first letter; `ms` and its like begin as minutes do, and are told apart. */
const UNITS: Record<string, number> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_557_600_000,
}

/** `ms` refuses longer texts too: its pattern backtracks. */
const LONGEST = 100

/** A text that is no duration comes back as it is, for the error. */
function parse(text: string): unknown {
  const [, amount, unit = 'ms'] = (text.length <= LONGEST && PATTERN.exec(text.toLowerCase())) || []
  if (amount === undefined) return text
  return Number(amount) * (/^m(s|il)/.test(unit) ? 1 : UNITS[unit.charAt(0)]!)
}
