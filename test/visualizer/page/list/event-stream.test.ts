import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVirtualClock } from 'holdfast/testing'

import { openEventStream } from '../../../../visualizer/src/connection/event-stream.ts'
import { nextTurn } from '../../../support/next-turn.ts'

/** What a browser has for it; nothing is told but what a test tells. */
class FakeEventSource extends EventTarget {
  static all: FakeEventSource[] = []
  readonly url: string
  isClosed = false

  constructor(url: string) {
    super()
    this.url = url
    FakeEventSource.all.push(this)
  }

  close() {
    this.isClosed = true
  }

  tell(type: string, lastEventId: string) {
    this.dispatchEvent(new MessageEvent(type, { data: '{}', lastEventId }))
  }
}

beforeEach(() => {
  FakeEventSource.all = []
  vi.stubGlobal('EventSource', FakeEventSource)
})
afterEach(() => {
  vi.unstubAllGlobals()
})

function stream({ session, decision = 'retry' }: { session?: string; decision?: 'retry' | 'give up' } = {}) {
  const clock = createVirtualClock()
  const hellos: boolean[] = []
  let cuts = 0
  const made = openEventStream({
    clock,
    session,
    onHello: (_, { isOwnDoing }) => hellos.push(isOwnDoing),
    onUpdate: () => {},
    onCut: async () => {
      cuts++
      return decision
    },
  })
  const open = () => FakeEventSource.all.filter(({ isClosed }) => !isClosed)
  const only = (): FakeEventSource => {
    const [source, ...others] = open()
    if (source === undefined || others.length > 0) throw new Error(`${open().length} connections are open.`)
    return source
  }
  return { ...made, clock, hellos, open, only, cuts: () => cuts }
}

test('it says whether a connection is another one because another session is open', async () => {
  const { watch, tryNow, only, hellos, clock } = stream()
  only().tell('hello', 'e.1')
  watch('live:1')
  expect(only().url).toBe('api/events?session=live%3A1&after=e.1')
  only().tell('hello', 'e.2')
  only().tell('hello', 'e.2')
  tryNow()
  only().tell('hello', 'e.3')
  expect(hellos).toEqual([false, true, false, false])

  watch('live:2')
  only().dispatchEvent(new Event('error'))
  await nextTurn()
  clock.advance(250)
  only().tell('hello', 'e.4')
  expect(hellos.at(-1)).toBe(false)
})

test('while it rests there is no connection, and it goes on where it was', () => {
  const { rest, goOn, watch, only, open } = stream()
  only().tell('update', 'e.7')
  rest()
  rest()
  watch('live:2')
  expect(open()).toEqual([])
  goOn()
  goOn()
  expect(only().url).toBe('api/events?session=live%3A2&after=e.7')
  expect(FakeEventSource.all).toHaveLength(2)
})

test('one that was cut off before it rests does not try again', async () => {
  const { rest, only, open, clock, cuts } = stream()
  only().dispatchEvent(new Event('error'))
  rest()
  await nextTurn()
  clock.advance(60_000)
  expect(open()).toEqual([])
  expect(cuts()).toBe(1)
})

test('one that waits to try again waits no more when it rests', async () => {
  const { rest, only, open, clock } = stream()
  only().dispatchEvent(new Event('error'))
  await nextTurn()
  rest()
  clock.advance(60_000)
  expect(open()).toEqual([])
})

test('it begins with the session that is open, and watching that again changes nothing', () => {
  const { watch, only } = stream({ session: 'live:1' })
  expect(only().url).toBe('api/events?session=live%3A1')
  watch('live:1')
  expect(FakeEventSource.all).toHaveLength(1)
})

test('an event without an id is not gone on after', () => {
  const { watch, only } = stream()
  only().tell('hello', 'e.1')
  only().tell('update', '')
  watch('live:1')
  expect(only().url).toBe('api/events?session=live%3A1&after=e.1')
})

test('one that is cut off again and again tries less often, and one that is given up no more', async () => {
  const { only, open, clock } = stream()
  for (const wait of [250, 500, 1000, 2000, 3000, 3000]) {
    only().dispatchEvent(new Event('error'))
    await nextTurn()
    clock.advance(wait - 1)
    expect(open()).toEqual([])
    clock.advance(1)
    expect(open()).toHaveLength(1)
  }
  const last = stream({ decision: 'give up' })
  open()[0]?.close()
  last.only().dispatchEvent(new Event('error'))
  await nextTurn()
  last.clock.advance(60_000)
  expect(last.open()).toEqual([])
})
