import { invalidRange, invalidType } from '../../errors/invalid.ts'

/**
 * Python's `format % number` for one number that is not negative, in the formats that fit a time: `%f`, `%e`, `%g` and
 * `%d`, each with a precision or without, and text around them. `%.3g` is three significant digits.
 *
 * @throws TypeError or RangeError when the format is none of these
 */
export function readNumberFormat(option: string, format: string): (value: number) => string {
  if (typeof format !== 'string') throw invalidType(option, 'a format like "%.3g"', format)
  const [, before, precision, letter, after] = /^([^%]*)%(?:\.(\d{1,2}))?([defg])([^%]*)$/.exec(format) ?? []
  if (letter === undefined) throw invalidRange(option, 'a format like "%.3g"', format)
  const digits = precision === undefined ? 6 : Number(precision)
  const write = WRITERS[letter as keyof typeof WRITERS] // The pattern lets no other letter through.
  return (value) => `${before}${Number.isFinite(value) ? write(value, digits) : 'inf'}${after}`
}

const WRITERS = {
  d: (value: number) => String(Math.trunc(value)),
  f: fixed,
  e: (value: number, digits: number) => exponential(value, digits).join('e'),
  g: general,
}

function fixed(value: number, digits: number): string {
  return halfEven(value.toFixed(digits), value.toFixed(MOST_DIGITS))
}

/** The significand and the exponent, `['2.62', '+00']`. */
function exponential(value: number, digits: number): [significand: string, exponent: string] {
  const [short = '', power = ''] = value.toExponential(digits).split('e')
  const [long = ''] = value.toExponential(MOST_DIGITS).split('e')
  return [halfEven(short, long), `${power.charAt(0)}${power.slice(1).padStart(2, '0')}`]
}

function general(value: number, digits: number): string {
  const precision = Math.max(digits, 1)
  const [significand, exponent] = exponential(value, precision - 1)
  const power = Number(exponent)
  if (power < -4 || power >= precision) return `${withoutZeros(significand)}e${exponent}`
  return withoutZeros(Number(`${significand}e${power}`).toFixed(precision - 1 - power))
}

const withoutZeros = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** What `toFixed` and `toExponential` take at most: enough to see whether a number lies halfway. */
const MOST_DIGITS = 100

/** JavaScript rounds what lies exactly halfway up, Python to the even digit: 2.625 is 2.62 there. */
function halfEven(rounded: string, exact: string): string {
  const last = Number(rounded.at(-1))
  const isHalfway = /^\.?50*$/.test(exact.slice(rounded.length))
  return isHalfway && last % 2 === 1 ? `${rounded.slice(0, -1)}${last - 1}` : rounded
}
