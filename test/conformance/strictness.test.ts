import { isRetryError } from 'holdfast'
import type { RetryOptions } from 'holdfast'
import { describe, expect, test, vi } from 'vitest'

import { readCases } from './cases.ts'
import { compiledDriver } from './compiled-driver.ts'
import { differenceOf } from './difference-of.ts'
import type { Interpreter, Running } from './interpreter.ts'
import { playCase } from './play-case.ts'
import type { TraceEvent } from './trace.ts'

// A suite that cannot fail proves nothing: here it has to.

const cases = readOwnCases().filter(
  ({ scenario, recorded }) => differenceOf(scenario, recorded) === undefined,
)

describe('an interpreter is found out that', () => {
  const faults: Readonly<Record<string, Interpreter['start']>> = {
    'skips a hook': withPolicy((policy) => ({ ...policy, after: () => {} })),

    'does not await a hook': withPolicy(({ beforeSleep, ...policy }) => ({
      ...policy,
      ...(beforeSleep && { beforeSleep: (state) => forget(beforeSleep(state)) }),
    })),

    'sleeps a millisecond longer': withPolicy(({ sleep, ...policy }) => ({
      ...policy,
      ...(sleep && { sleep: (ms, options) => sleep(ms + 1, options) }),
    })),

    'stops too early': withPolicy((policy) => ({ ...policy, stop: () => true })),

    'throws another error that looks the same': withRunning(({ result, ...running }) => ({
      ...running,
      result: result.catch((error: unknown) => Promise.reject(lookalikeOf(error))),
    })),

    'gives another value that looks the same': withRunning(({ result, ...running }) => ({
      ...running,
      result: result.then(String),
    })),

    'counts an attempt too many': withRunning(({ statistics, ...running }) => ({
      ...running,
      statistics: () => ({ ...statistics(), attemptNumber: statistics().attemptNumber + 1 }),
    })),
  }

  test.each(Object.entries(faults))('%s', async (title, start) => {
    expect(await isFoundOut({ title, start })).toBe(true)
  })
})

const kinds = new Set(cases.flatMap(({ recorded }) => recorded.events.map(({ ev }) => ev)))

describe.each([...kinds])('a run is found out whose %s event', (ev) => {
  test('is missing', async () => {
    const { actual, expected } = await playAgainst(ev, (event) => [event, event])
    expect(actual).not.toStrictEqual(expected)
  })

  test('is one too many', async () => {
    const { actual, expected } = await playAgainst(ev, () => [])
    expect(actual).not.toStrictEqual(expected)
  })

  test.each(fieldsOf(ev))('has another %s', async (field) => {
    const { actual, expected } = await playAgainst(ev, (event) => [{ ...event, [field]: 'another' }])
    expect(actual).not.toStrictEqual(expected)
  })
})

/** This repository's: a small set of others need not have it all. */
function readOwnCases() {
  vi.stubEnv('TENACITY_TRACES', '')
  const own = readCases()
  vi.unstubAllEnvs()
  return own
}

function withPolicy(change: (policy: RetryOptions) => RetryOptions): Interpreter['start'] {
  return (run) => compiledDriver.start({ ...run, policy: change(run.policy) })
}

function withRunning(change: (running: Running) => Running): Interpreter['start'] {
  return (run) => change(compiledDriver.start(run))
}

const forget = (promise: unknown) => void Promise.resolve(promise).catch(() => {})

const lookalikeOf = (error: unknown) =>
  error instanceof Error && !isRetryError(error) ? Object.assign(new Error(error.message), error) : error

async function isFoundOut(interpreter: Interpreter): Promise<boolean> {
  for (const each of cases) {
    const { actual, expected } = await playCase(each, interpreter)
    try {
      expect(actual).toStrictEqual(expected)
    } catch {
      return true
    }
  }
  return false
}

function findCase(ev: string) {
  for (const { scenario, recorded } of cases) {
    const at = recorded.events.findIndex((event) => event.ev === ev)
    const event = recorded.events[at]
    if (event !== undefined) return { scenario, recorded, at, event }
  }
  throw new Error(`no trace has a ${ev} event`)
}

function fieldsOf(ev: string): string[] {
  return Object.keys(findCase(ev).event)
}

/** Plays a case whose recorded trace has its first event of a kind changed. */
function playAgainst(ev: string, change: (event: TraceEvent) => readonly TraceEvent[]) {
  const { scenario, recorded, at, event } = findCase(ev)
  const events = recorded.events.toSpliced(at, 1, ...change(event))
  return playCase({ scenario, recorded: { ...recorded, events } }, compiledDriver)
}
