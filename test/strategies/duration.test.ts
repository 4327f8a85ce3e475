import fc from 'fast-check'
import ms from 'ms'
import { describe, expect, test } from 'vitest'
import { readDuration } from '../../src/strategies/duration.ts'

describe('readDuration', () => {
  test.each([
    ['250ms', 250],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['2 days', 172_800_000],
    ['1 Hour', 3_600_000],
    ['.5h', 1_800_000],
    ['1y', 31_557_600_000],
    ['100', 100],
    ['-0s', -0],
    [0, 0],
    [1.25, 1.25],
    [Infinity, Infinity],
    ['9'.repeat(100), 1e100],
  ])('reads %j as %d ms', (value, expected) => {
    expect(readDuration('wait', value)).toBe(expected)
  })

  test.each([
    '',
    ' ',
    'soon',
    '1 fortnight',
    '1s2',
    '1e3',
    '--1',
    '1.',
    '9'.repeat(101),
    null,
    undefined,
    true,
    {},
    [],
  ])('refuses %j with a TypeError', (value) => {
    expect(() => readDuration('wait', value)).toThrow(TypeError)
    expect(() => readDuration('wait', value)).toThrow(
      /^wait must be milliseconds or a string like "1.5s", got /,
    )
  })

  test.each([-1, '-1s', NaN])('refuses %j with a RangeError', (value) => {
    expect(() => readDuration('wait', value)).toThrow(RangeError)
  })

  test('takes negative ones where they are allowed', () => {
    expect(readDuration('increment', '-1.5s', -Infinity)).toBe(-1500)
  })

  test('reads every text as the ms package does', () => {
    const amounts = fc.oneof(
      fc.integer().map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.stringMatching(/^-?\d{0,3}\.?\d{0,3}$/),
    )
    const names =
      'milliseconds millisecond msecs msec ms seconds second secs sec s minutes minute mins min m hours hour'
    const others = 'hrs hr h days day d weeks week w years year yrs yr y mss mi mil hs ys MS Mins'
    const units = fc.constantFrom('', ...names.split(' '), ...others.split(' '))
    const durations = fc
      .tuple(amounts, fc.constantFrom('', ' ', '  ', '\t'), units)
      .map(([amount, space, unit]) => `${amount}${space}${unit}`)
    const texts = fc.oneof(durations, fc.string({ minLength: 1 }))
    fc.assert(
      fc.property(texts, (text) => {
        expect(attempt(() => readDuration('wait', text, -Infinity))).toEqual(attempt(() => reference(text)))
      }),
      { numRuns: 3000 },
    )
  })
})

function reference(text: string): number {
  const value: number | undefined = ms(text as ms.StringValue)
  if (value === undefined) throw new TypeError('no duration')
  return value
}

function attempt(read: () => number): number | string {
  try {
    return read()
  } catch {
    return 'refused'
  }
}
