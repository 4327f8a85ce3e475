import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRetryMachine, SnapshotError, startRetry } from 'holdfast'
import type { SessionSnapshot } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { policyAt, sampleOf, SAMPLES } from './support/samples.ts'

/** What a random place may hold instead; undefined takes it away. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    0,
    -1,
    1.5,
    1e300,
    NaN,
    Infinity,
    true,
    [],
    {},
    'constructor',
    '__proto__',
  ),
  fc.constantFrom('attempting', 'resting', 'failed', 'done', 'error', 'attempt', 'sleep', 'watch'),
  fc.constantFrom({ '@ref': 1 }, { '@ref': 99 }, { '@undefined': 1 }, { '@number': '-0' }, { '@codec': '' }),
  fc.constant({ '@error': { id: 1, base: 'RetryError', types: [], name: 'n', message: 'm', fields: {} } }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":1}}')),
  fc.integer(),
  fc.double(),
  fc.jsonValue(),
)

type Mutation = readonly [place: number, replacement: unknown]

/** Puts something else at a random place; a place may also get a member more. */
function mutate(snapshot: SessionSnapshot, [place, replacement]: Mutation): void {
  const places: [holder: Record<string, unknown>, key: string][] = []
  const collect = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const holder = value as Record<string, unknown>
    for (const key of [...Object.keys(holder), 'attempt', '@ref']) places.push([holder, key])
    for (const member of Object.values(holder)) collect(member)
  }
  collect(snapshot)
  const [holder, key] = places[place % places.length]!
  if (replacement === undefined) delete holder[key]
  else
    Object.defineProperty(holder, key, {
      value: structuredClone(replacement),
      enumerable: true,
      configurable: true,
      writable: true,
    })
}

/** What comes of it when somebody resumes what may be damaged; a sleep is ended at once. */
async function outcomeOf(snapshot: SessionSnapshot | string): Promise<'refused' | 'resumed'> {
  const clock = createVirtualClock()
  let calls = 0
  const fn = () => Promise.reject(new Error(`call ${++calls}`))
  const session = resumed(() => startRetry(createRetryMachine(policyAt(clock)), fn, { snapshot }))
  for (let turn = 0; turn < 10 && session?.getSnapshot().status === 'active'; turn++) {
    await quiet()
    session.wake()
  }
  expect(session?.getSnapshot().status).not.toBe('active')
  expect({ timers: clock.timers, polluted: 'polluted' in {} }).toStrictEqual({ timers: 0, polluted: false })
  expect(calls).toBeLessThan(4)
  return session === undefined ? 'refused' : 'resumed'
}

function resumed<T>(resume: () => T): T | undefined {
  try {
    return resume()
  } catch (error) {
    if (error instanceof SnapshotError) return undefined
    throw error
  }
}

describe('it is refused, or the session behaves,', { timeout: 60_000 }, () => {
  test('whatever somebody makes of a snapshot', async () => {
    const samples = await Promise.all(SAMPLES.map((sample) => sampleOf(sample)))
    const outcomes = new Set<string>()
    const property = fc.asyncProperty(
      fc.constantFrom(...samples),
      fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }),
      async (sample, mutations) => {
        const snapshot = structuredClone(sample)
        for (const mutation of mutations) mutate(snapshot, mutation)
        const unhandled = await unhandledDuring(async () => outcomes.add(await outcomeOf(snapshot)))
        expect(unhandled).toStrictEqual([])
      },
    )
    await fc.assert(property, { numRuns: 600 })
    // Were all refused, or none, this would say nothing.
    expect(outcomes).toStrictEqual(new Set(['refused', 'resumed']))
  })

  test('whatever becomes of the text of a snapshot', async () => {
    const samples = await Promise.all(SAMPLES.map((sample) => sampleOf(sample)))
    const texts = samples.map((sample) => JSON.stringify(sample))
    const outcomes = new Set<string>()
    const property = fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.nat(),
      fc.nat(20),
      fc.string({ maxLength: 3 }),
      async (text, at, length, insert) => {
        const start = at % text.length
        outcomes.add(await outcomeOf(text.slice(0, start) + insert + text.slice(start + length)))
      },
    )
    await fc.assert(property, { numRuns: 300 })
    expect(outcomes).toStrictEqual(new Set(['refused', 'resumed']))
  })
})
