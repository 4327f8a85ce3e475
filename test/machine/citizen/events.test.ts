import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bind } from 'holdfast'
import type { RetryEvent } from 'holdfast'
import { createActor } from 'xstate'

import { quiet } from '../../support/next-turn.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { makers } from './hosts.ts'
import type { Host, Hosted } from './hosts.ts'
import { holdIn, places, running } from './places.ts'
import type { Place } from './places.ts'

const WAKE: RetryEvent = { type: 'WAKE' }
const ABORT: RetryEvent = { type: 'ABORT', reason: 'enough' }
// Events of others, as a misdirected message or an old client sends them.
const UNKNOWN = ['CANCEL', 'xstate.after.1000.resting', 'xstate.error', '', 'constructor'].map(
  (type) => ({ type }) as unknown as RetryEvent,
)

const inPlaces = makers.flatMap((host) => places.map((place) => ({ host, place, at: place.title })))
const resting = places.filter(({ value }) => JSON.stringify(value).includes('resting'))

/** What a session did: its states, how it ended, and how often it called the user. */
async function traceOf(host: Host, place: Place, act: Acts) {
  const held = holdIn(place)
  const hosted = host.create(held.machine, held.fn, held.clock)
  const states: unknown[] = []
  const unhandled = await unhandledDuring(async () => {
    hosted.start()
    states.push(hosted.session.getSnapshot().value)
    hosted.session.subscribe({ next: ({ value }) => states.push(value), error: () => {} })
    act.early?.(hosted)
    await quiet()
    act.held?.(hosted)
    await held.release()
    act.late?.(hosted)
    await held.release()
  })
  const { status, output, error, context } = hosted.session.getSnapshot()
  return { states: withoutRepeats(states), calls: held.calls, status, output, error, context, unhandled }
}

interface Acts {
  early?(hosted: Hosted): void
  held?(hosted: Hosted): void
  late?(hosted: Hosted): void
}

/** An event that changes nothing is announced all the same: the state is told again. */
const withoutRepeats = (states: readonly unknown[]) =>
  states.filter((state, index) => JSON.stringify(state) !== JSON.stringify(states[index - 1]))

const sends =
  (...events: readonly RetryEvent[]) =>
  ({ session }: Hosted) => {
    for (const event of events) session.send(event)
  }

beforeEach(() => {
  // XState's development build warns of an event that comes too late.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('in vain, an event is sent', () => {
  test.each(inPlaces)('of an unknown type, in $at, to $host.title', async ({ host, place }) => {
    const send = sends(...UNKNOWN)
    const told = await traceOf(host, place, { early: send, held: send, late: send })
    expect(told).toStrictEqual(await traceOf(host, place, {}))
    expect(told).toMatchObject({ status: 'done', output: 'gave up', unhandled: [] })
  })

  const awake = inPlaces.filter(({ place }) => !resting.includes(place))

  test.each(awake)('WAKE, in $at, to $host.title', async ({ host, place }) => {
    const send = sends(WAKE, WAKE)
    expect(await traceOf(host, place, { early: send, held: send, late: send })).toStrictEqual(
      await traceOf(host, place, {}),
    )
  })

  test.each(makers)('WAKE twice: the second after the sleep, to $title', async (host) => {
    for (const place of resting) {
      const once = await traceOf(host, place, { held: sends(WAKE) })
      const twice = await traceOf(host, place, { held: sends(WAKE, WAKE) })
      expect(twice).toStrictEqual(once)
      expect(once).toMatchObject({ status: 'done', context: { attemptNumber: 2 } })
    }
  })

  test.each(inPlaces)('ABORT twice: the first counts, in $at, to $host.title', async ({ host, place }) => {
    const later = { ...ABORT, reason: 'later' }
    const once = await traceOf(host, place, { held: sends(ABORT) })
    const twice = await traceOf(host, place, { held: sends(ABORT, later, WAKE), late: sends(later, WAKE) })
    expect(twice).toStrictEqual(once)
    expect(once).toMatchObject({ status: 'error', error: 'enough', unhandled: [] })
  })

  test.each(makers)('of every type, to $title, after the session was done', async (host) => {
    const late = sends(WAKE, ABORT, ...UNKNOWN)
    expect(await traceOf(host, running, { late })).toStrictEqual(await traceOf(host, running, {}))
  })

  test.each(makers)('of every type, to $title, after it was stopped', async (host) => {
    const held = (hosted: Hosted) => hosted.stop()
    const late = sends(WAKE, ABORT, ...UNKNOWN)
    const stopped = await traceOf(host, running, { held })
    expect(await traceOf(host, running, { held, late })).toStrictEqual(stopped)
    expect(stopped).toMatchObject({ status: 'stopped', unhandled: [] })
  })
})

describe('early,', () => {
  test.each(makers)('ABORT ends $title before the function is called', async (host) => {
    const trace = await traceOf(host, running, { early: sends(ABORT) })
    // The `before` hook begins with the session.
    expect(trace).toMatchObject({ status: 'error', error: 'enough', calls: 1, unhandled: [] })
  })

  test('an event is kept until the actor is started', async () => {
    const started = async (...events: readonly RetryEvent[]) => {
      const held = holdIn(running)
      const actor = createActor(bind(held.machine, held.fn))
      actor.subscribe({ error: () => {} })
      for (const event of events) actor.send(event)
      expect(held.calls).toBe(0)
      actor.start()
      await held.release()
      const { status, output, error } = actor.getSnapshot()
      return { status, output, error }
    }
    expect(await started(ABORT)).toStrictEqual({ status: 'error', output: undefined, error: 'enough' })
    const done = { status: 'done', output: 'gave up', error: undefined }
    expect(await started(WAKE, ...UNKNOWN)).toStrictEqual(done)
  })
})
