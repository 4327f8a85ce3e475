import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'

import { quiet } from '../../support/next-turn.ts'
import { unhandledDuring } from '../../support/unhandled.ts'
import { hosts } from './hosts.ts'
import { holdIn, places, running } from './places.ts'

describe.each(hosts)('$title: the session is stopped', (host) => {
  test.each(places)('in $title, and leaves nothing', async (place) => {
    const held = holdIn(place)
    const { clock, signal } = held
    const listeners = () => getEventListeners(signal, 'abort').length
    const unhandled = await unhandledDuring(async () => {
      const hosted = host.create(held.machine, held.fn, clock)
      hosted.start()
      await quiet()
      expect(hosted.session.getSnapshot().value).toStrictEqual(place.value)
      expect({ listeners: listeners(), waits: clock.timers > 0 }).toStrictEqual({ listeners: 1, waits: true })
      const { calls } = held

      hosted.stop()
      expect(hosted.session.getSnapshot().status).toBe('stopped')
      expect({ listeners: listeners(), timers: clock.timers }).toStrictEqual({ listeners: 0, timers: 0 })
      const error = expect.objectContaining({ name: 'AbortError', message: 'the session was stopped' })
      expect(held.ends).toStrictEqual([{ status: 'failed', error }])
      // The timer is given no signal.
      expect(held.stepSignal?.reason).toStrictEqual(place.step === 'timer' ? undefined : error)

      await held.release()
      expect([held.calls, held.ends.length]).toStrictEqual([calls, 1])
      expect({ listeners: listeners(), timers: clock.timers }).toStrictEqual({ listeners: 0, timers: 0 })
    })
    expect(unhandled).toStrictEqual([])
  })

  test('as soon as it was started, and never calls the function', async () => {
    const held = holdIn(running)
    const hosted = host.create(held.machine, held.fn, held.clock)
    hosted.start()
    hosted.stop()
    await held.release()
    expect(hosted.session.getSnapshot().status).toBe('stopped')
    // The `before` hook begins with the session.
    expect(held.calls).toBe(1)
    const listeners = getEventListeners(held.signal, 'abort').length
    expect({ listeners, timers: held.clock.timers }).toStrictEqual({ listeners: 0, timers: 0 })
  })
})
