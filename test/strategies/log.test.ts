import { afterLog, beforeLog, beforeSleepLog } from 'holdfast'
import { describe, expect, test } from 'vitest'
import { failedState, makeCallState, returnedState } from '../support/call-state.ts'
import { hostileValues } from '../support/hostile-values.ts'

/** A logger, and all it was given. */
function recorder() {
  const calls: unknown[][] = []
  return {
    calls,
    logger: {
      calls,
      info(...given: unknown[]) {
        this.calls.push(given)
      },
    },
  }
}

function logged(hook: (logger: { info: (message: string) => unknown }) => unknown): unknown {
  const { calls, logger } = recorder()
  hook(logger)
  return calls[0]?.[0]
}

describe('beforeLog', () => {
  test.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [20, '20th'],
    [21, '21st'],
    [102, '102nd'],
    [111, '111th'],
  ])('counts attempt %d as the %s', (attemptNumber, place) => {
    const state = makeCallState({ attemptNumber, name: 'load' })
    expect(logged((logger) => beforeLog(logger, 'info')(state))).toBe(
      `Starting call to 'load', this is the ${place} time calling it.`,
    )
  })

  test('calls the method on its logger, and gives what that gives', async () => {
    const logger = {
      prefix: '>',
      info(message: string) {
        return Promise.resolve(this.prefix + message)
      },
    }
    expect(await beforeLog(logger, 'info')(makeCallState())).toMatch(/^>Starting call/)
  })
})

describe('afterLog', () => {
  test.each([
    [0, '0'],
    [125, '0.125'],
    [1500, '1.5'],
    [2875, '2.88'],
    [2625, '2.62'],
    [2635, '2.63'],
    [2615, '2.62'],
    [36_500, '36.5'],
    [123_456, '123'],
    [999_500, '1e+03'],
    [1_234_567, '1.23e+03'],
    [0.1, '0.0001'],
    [0.01, '1e-05'],
    [1e-9, '1e-12'],
    [4.611686018427388e21, '4.61e+18'],
    [1e110, '1e+107'],
    [Infinity, 'inf'],
  ])('writes %d ms as Python does, %s', (elapsed, text) => {
    const state = makeCallState({ elapsed, attemptNumber: 3 })
    expect(logged((logger) => afterLog(logger, 'info')(state))).toBe(
      `Finished call to 'fn' after ${text}(s), this was the 3rd time calling it.`,
    )
  })

  test.each([
    ['%.1f', 1250, '1.2'],
    ['%.1f', 1350, '1.4'],
    ['%.0f', 2500, '2'],
    ['%.0f', 3500, '4'],
    ['%f', 1, '0.001000'],
    ['%e', 1500, '1.500000e+00'],
    ['%.1e', 2.5e-7, '2.5e-10'],
    ['%.0e', 2500, '2e+00'],
    ['%g', 1_234_567, '1234.57'],
    ['%.0g', 15_000, '2e+01'],
    ['%d', 2900, '2'],
    ['about %.2f seconds', 1999, 'about 2.00 seconds'],
  ])('takes the format %s', (secFormat, elapsed, text) => {
    expect(logged((logger) => afterLog(logger, 'info', { secFormat })(makeCallState({ elapsed })))).toContain(
      `after ${text}(s)`,
    )
  })

  test.each(['', '3g', '%', '%s', '%.3g %.3g', '%.123f', '%5.1f'])('refuses the format %j', (secFormat) => {
    expect(() => afterLog(recorder().logger, 'info', { secFormat })).toThrow(RangeError)
    expect(() => afterLog(recorder().logger, 'info', { secFormat })).toThrow(
      /^afterLog: secFormat must be a format like "%.3g"/,
    )
  })

  test('refuses a format that is no string', () => {
    const none: unknown = 3
    expect(() => afterLog(recorder().logger, 'info', { secFormat: none as string })).toThrow(TypeError)
  })
})

describe('beforeSleepLog', () => {
  const error = new Error('down')
  class HttpError extends Error {}

  test.each<[unknown, string]>([
    [error, 'Error: down'],
    [new Error(), 'Error: '],
    [new HttpError('503'), 'HttpError: 503'],
    [new TypeError('no'), 'TypeError: no'],
    [new DOMException('late', 'TimeoutError'), 'TimeoutError: late'],
    ['text', '"text"'],
    [undefined, 'undefined'],
    [{ code: 5 }, '{"code":5}'],
  ])('names what was thrown, %#', (thrown, text) => {
    const state = failedState(thrown, { upcomingSleep: 1250, name: 'load' })
    expect(logged((logger) => beforeSleepLog(logger, 'info')(state))).toBe(
      `Retrying load in 1.25 seconds as it raised ${text}.`,
    )
  })

  test.each<[unknown, string]>([
    [{ status: 'pending' }, '{"status":"pending"}'],
    ['pending', 'pending'],
    [null, 'null'],
    [undefined, 'undefined'],
  ])('names the result %j', (value, text) => {
    const state = returnedState(value, { upcomingSleep: 12_345 })
    expect(logged((logger) => beforeSleepLog(logger, 'info')(state))).toBe(
      `Retrying fn in 12.3 seconds as it returned ${text}.`,
    )
  })

  test('survives values that cannot be looked at', () => {
    for (const value of hostileValues()) {
      expect(logged((logger) => beforeSleepLog(logger, 'info')(failedState(value)))).toMatch(
        / as it raised .+\.$/,
      )
    }
    const state = makeCallState({ outcome: undefined })
    expect(logged((logger) => beforeSleepLog(logger, 'info')(state))).toMatch(/returned undefined\.$/)
  })

  test('passes the error on when asked to', () => {
    const { calls, logger } = recorder()
    const hook = beforeSleepLog(logger, 'info', { excInfo: true, secFormat: '%.1f' })
    hook(failedState(error))
    hook(returnedState(5))
    expect(calls).toEqual([
      ['Retrying fn in 0.0 seconds as it raised Error: down.', error],
      ['Retrying fn in 0.0 seconds as it returned 5.'],
    ])
  })
})

test.each([beforeLog, afterLog, beforeSleepLog])('%o refuses a logger without the level', (hook) => {
  const none: unknown = undefined
  // @ts-expect-error the console has no such method
  expect(() => hook(console, 'notice')).toThrow(
    new RegExp(`^${hook.name}: logger must be an object with the method notice, got `),
  )
  expect(() => hook(none as Console, 'info')).toThrow(TypeError)
  expect(hook(console, 'info')).toBeTypeOf('function')
})
