import { readdirSync, readFileSync } from 'node:fs'
import * as devalue from 'devalue'
import { describe, expect, test } from 'vitest'
import {
  createRetryMachine,
  isRetryError,
  RetryError,
  SnapshotError,
  startRetry,
  TimeoutError,
  TryAgain,
} from 'holdfast'
import type { RetrySession, SessionSnapshot } from 'holdfast'
import { StoreError } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'

import { quiet } from '../support/next-turn.ts'
import { root } from '../support/project.ts'
import { policyAt, SAMPLES } from './support/samples.ts'
import type { Sample } from './support/samples.ts'

// What the first version wrote, kept as it is: whoever has such snapshots resumes them with any later version of the
// form 1. New files may come, none is ever changed.

const folder = `${root}/test/fixtures/snapshots/v1`
const readText = (name: string) => readFileSync(`${folder}/${name}.json`, 'utf8')

class NetworkError extends Error {}
class ConnectionError extends NetworkError {}

/** What a sample's session comes to, on a clock as it was then; its function and its hooks are told of by name. */
async function resume(sample: Sample) {
  const text = readText(sample)
  const clock = createVirtualClock()
  clock.advance((JSON.parse(text) as SessionSnapshot).savedAt - clock.now())
  const calls: string[] = []
  const call = <T>(name: string, value: T): T => {
    calls.push(name)
    return value
  }
  const machine = createRetryMachine(
    policyAt(clock, {
      before: () => call('before', undefined),
      retry: ({ outcome }) => call('retry', outcome?.failed === true),
      after: () => call('after', undefined),
      wait: () => call('wait', 60_000),
      stop: ({ attemptNumber }) => call('stop', attemptNumber === 3),
      beforeSleep: () => call('beforeSleep', undefined),
      ...(sample === 'givingUp' && { retryErrorCallback: () => call('giveUp', 'gave up') }),
    }),
  )
  const fn = ({
    attemptNumber,
    isRepeated,
    attemptKey,
  }: {
    attemptNumber: number
    isRepeated: boolean
    attemptKey: string
  }) => call(`${isRepeated ? 'again ' : ''}${attemptKey}`, `attempt ${attemptNumber}`)
  const session: RetrySession<unknown> = startRetry(machine, fn, { snapshot: text })
  await quiet()
  clock.advance(50_000)
  await quiet()
  clock.advance(10_000)
  const result = await session.result.catch((error: Error) => error)
  expect(clock.timers).toBe(0)
  return { result, calls: calls.join(' ') }
}

const SECOND = 'before import-7:3 retry'

const ends: Readonly<Record<Sample, { readonly result: unknown; readonly calls: string }>> = {
  before: { result: 'attempt 2', calls: 'before import-7:2 retry' },
  running: { result: 'attempt 2', calls: 'again import-7:2 retry' },
  asking: { result: 'attempt 3', calls: `retry after wait stop beforeSleep ${SECOND}` },
  after: { result: 'attempt 3', calls: `after wait stop beforeSleep ${SECOND}` },
  timing: { result: 'attempt 3', calls: `wait stop beforeSleep ${SECOND}` },
  stopping: { result: 'attempt 3', calls: `stop beforeSleep ${SECOND}` },
  givingUp: { result: 'gave up', calls: 'giveUp' },
  beforeSleep: { result: 'attempt 3', calls: `beforeSleep ${SECOND}` },
  resting: { result: 'attempt 3', calls: SECOND },
  failing: { result: expect.any(RetryError), calls: '' },
  done: { result: { rows: 3 }, calls: '' },
  failed: { result: expect.any(RetryError), calls: '' },
}

describe('a snapshot of the first version goes on', () => {
  test.each(SAMPLES)('%s', async (sample) => {
    expect(await resume(sample)).toStrictEqual(ends[sample])
  })

  test('with the error that it gave up with', async () => {
    for (const sample of ['failing', 'failed'] as const) {
      const { result } = await resume(sample)
      expect(result).toMatchObject({
        message: '<unknown> gave up after 3 attempts in 122 s; last error: RangeError: attempt 3',
        errors: [
          { message: 'attempt 1' },
          { message: 'attempt 2', code: 'E_RANGE' },
          { message: 'attempt 3' },
        ],
        cause: expect.any(RangeError),
      })
    }
  })

  test('with every kind of value', async () => {
    const session = startRetry(policyAt(createVirtualClock()), () => 'ok', {
      snapshot: readText('every-value'),
      errors: [ConnectionError],
    })
    const { errors = [], result, upcomingSleep } = session.getSnapshot().context
    expect({ result, upcomingSleep }).toStrictEqual({
      result: { '@mine': [undefined, -0] },
      upcomingSleep: Infinity,
    })
    const [plain, refused, gaveUp, several, left, late, again, snake, list] = errors as readonly Error[]
    expect(Object.fromEntries(Object.entries(plain!))).toStrictEqual({
      '@field': [undefined, -0, NaN, Infinity, null],
      nested: { at: '1970-01-01T00:00:00.000Z' },
    })
    expect(plain?.stack).toBe('Error: plain\n    at load (file:///app/import.js:3:9)')
    expect(refused).toBeInstanceOf(ConnectionError)
    expect(refused).toMatchObject({ code: 'ECONNRESET', port: 443, cause: expect.any(URIError) })
    expect(isRetryError(gaveUp) && gaveUp.lastAttempt.failed && gaveUp.lastAttempt.error).toBe(refused)
    expect(several instanceof AggregateError && several.errors).toStrictEqual([refused, 'text'])
    expect(left).toBeInstanceOf(DOMException)
    expect(left?.name).toBe('AbortError')
    expect(late).toBeInstanceOf(TimeoutError)
    expect(again).toBeInstanceOf(TryAgain)
    expect(snake?.cause).toBe(snake)
    expect(list).toStrictEqual([expect.any(SnapshotError), expect.any(StoreError), { '@error': 'mine' }])
    session.wake()
    expect(await session.result).toBe('ok')
  })

  test('with what a codec has written', async () => {
    const session = startRetry(policyAt(createVirtualClock()), () => expect.fail('it was done'), {
      snapshot: readText('codec'),
      codec: devalue,
    })
    expect(await session.result).toStrictEqual({ at: new Date(5), seen: new Map([['a', new Set([1n])]]) })
  })

  test('whatever it is, there being no file that is not read here', () => {
    const files = readdirSync(folder).map((file) => file.replace('.json', ''))
    expect(files.toSorted()).toStrictEqual([...SAMPLES, 'every-value', 'codec'].toSorted())
  })
})
