import { runWithRetry } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import type { Inspector, InspectorMessage, InspectorSink } from 'holdfast/inspect'
import { describe, expect, test, vi } from 'vitest'

import { quiet } from '../support/next-turn.ts'
import { unhandledDuring } from '../support/unhandled.ts'
import { gist, gists } from './support/gist.ts'

/** A sink that keeps what it is told. */
function createKeeper() {
  const messages: InspectorMessage[] = []
  return {
    messages,
    send: (message: InspectorMessage) => void messages.push(message),
    close: vi.fn<() => void>(),
  }
}

/** A sink that takes one message each time it is let. */
function createSlowSink() {
  const messages: InspectorMessage[] = []
  let letOn = (): void => {}
  const send = (message: InspectorMessage) => {
    messages.push(message)
    return new Promise<void>((resolve) => {
      letOn = resolve
    })
  }
  const letNext = async () => {
    letOn()
    await quiet()
  }
  return { messages, send, letNext }
}

const run = (inspector: Inspector, name = 'load') =>
  runWithRetry({ name }, () => 1, { inspect: inspector.inspect })

test('every sink is told every message from then on, in order', async () => {
  const inspector = createInspector()
  const [first, second] = [createKeeper(), createKeeper()]
  inspector.addSink(first)
  await run(inspector)
  const before = inspector.messages().length
  inspector.addSink(second)
  await run(inspector)
  await quiet()
  expect(first.messages).toStrictEqual(inspector.messages())
  expect(second.messages).toStrictEqual(inspector.messages().slice(before))
})

test('a sink is called after the session’s turn', async () => {
  const inspector = createInspector()
  const sink = createKeeper()
  inspector.addSink(sink)
  let toldMeanwhile: number | undefined
  const call = runWithRetry({}, () => 1, {
    inspect: (event) => {
      inspector.inspect(event)
      toldMeanwhile ??= sink.messages.length
    },
  })
  expect([toldMeanwhile, sink.messages.length]).toStrictEqual([0, 0])
  await call
  expect(sink.messages.length).toBeGreaterThan(0)
})

describe('a sink that was removed', () => {
  test('gets what waits, is closed, and told nothing more', async () => {
    const inspector = createInspector()
    const sink = createKeeper()
    const remove = inspector.addSink(sink)
    const call = run(inspector)
    const told = inspector.messages().length
    const removal = remove()
    expect(sink.messages).toHaveLength(told)
    expect(sink.close).toHaveBeenCalledOnce()
    await removal
    await call
    expect(sink.messages).toHaveLength(told)
  })

  test('is closed once, however often one asks', async () => {
    const inspector = createInspector()
    const sink = createKeeper()
    const remove = inspector.addSink(sink)
    await Promise.all([remove(), remove()])
    expect(sink.close).toHaveBeenCalledOnce()
  })
})

describe('a slow sink', () => {
  test('is given one message at a time, and misses none within its buffer', async () => {
    const inspector = createInspector()
    const sink = createSlowSink()
    inspector.addSink(sink)
    await run(inspector)
    await quiet()
    expect(sink.messages).toHaveLength(1)
    const { length } = inspector.messages()
    for (let taken = 1; taken < length; taken++) await sink.letNext()
    await sink.letNext()
    expect(sink.messages).toStrictEqual(inspector.messages())
    await run(inspector)
    expect(sink.messages).toHaveLength(length + 1)
  })

  test('is told how many messages it missed, in their place, and the number is counted', async () => {
    const inspector = createInspector({ buffer: 3 })
    const sink = createSlowSink()
    inspector.addSink(sink)
    await run(inspector)
    await quiet()
    const all = inspector.messages()
    const lost = all.length - 4
    expect(inspector.dropped).toBe(lost)
    for (let taken = 1; taken <= 4; taken++) await sink.letNext()
    expect(sink.messages.map(gist)).toStrictEqual([...all.slice(0, 4).map(gist), `dropped ${lost}`])
    expect(sink.messages.at(-1)).toMatchObject({ seq: all.at(-1)?.seq, at: all.at(-1)?.at })

    const before = inspector.messages().length
    const call = run(inspector)
    await sink.letNext()
    expect(sink.messages.at(-1)).toStrictEqual(inspector.messages()[before])
    await call
  })

  test('that can take some again is told of the gap before them', async () => {
    const inspector = createInspector({ buffer: 2 })
    const sink = createSlowSink()
    inspector.addSink(sink)
    const call = run(inspector)
    await quiet()
    await call
    const lost = inspector.dropped
    // One of the two that wait is taken, so that there is room for one more.
    await sink.letNext()
    const later = run(inspector)
    await later
    for (let taken = 0; taken < 6; taken++) await sink.letNext()
    expect(gists(sink.messages).slice(2, 5)).toStrictEqual([
      gist(inspector.messages()[2] as InspectorMessage),
      `dropped ${lost}`,
      'session load',
    ])
  })

  test('holds up no session, and no other sink', async () => {
    const inspector = createInspector({ buffer: 1 })
    const keeper = createKeeper()
    inspector.addSink({ send: () => new Promise(() => {}) })
    inspector.addSink(keeper)
    for (let count = 0; count < 20; count++) await run(inspector)
    expect(keeper.messages.at(-1)).toMatchObject({ type: 'end' })
  })
})

describe.each<[string, InspectorSink['send']]>([
  [
    'throws',
    () => {
      throw new Error('sink')
    },
  ],
  ['rejects', () => Promise.reject(new Error('sink'))],
])('a sink that %s', (_verb, send) => {
  test('changes no session and no other sink, and what it refused is counted', async () => {
    const inspector = createInspector()
    const keeper = createKeeper()
    inspector.addSink({ send })
    inspector.addSink(keeper)
    const unhandled = await unhandledDuring(async () => {
      expect(await run(inspector)).toBe(1)
      await quiet()
    })
    expect(unhandled).toStrictEqual([])
    expect(keeper.messages).toStrictEqual(inspector.messages())
    expect(inspector.dropped).toBe(inspector.messages().length)
  })
})

describe('an inspector that is closed', () => {
  test('has sent its sinks all, and closed them', async () => {
    const inspector = createInspector()
    const [quick, slow] = [createKeeper(), createSlowSink()]
    const close = vi.fn<() => Promise<never>>(() => Promise.reject(new Error('close')))
    inspector.addSink(quick)
    inspector.addSink({ ...slow, close })
    const call = run(inspector)
    const { length } = inspector.messages()
    const closing = inspector.close()
    // At once, since the process may be about to exit.
    expect(quick.messages).toHaveLength(length)
    expect(quick.close).toHaveBeenCalledOnce()
    for (let taken = 0; taken <= length; taken++) await slow.letNext()
    await closing
    expect(slow.messages).toHaveLength(length)
    expect(close).toHaveBeenCalledOnce()
    await call
  })

  test('follows nothing any more, and takes no sink', async () => {
    const inspector = createInspector()
    await run(inspector, 'before')
    await inspector.close()
    await inspector.close()
    await run(inspector, 'after')
    expect(inspector.sessions().map(({ name }) => name)).toStrictEqual(['before'])
    expect(() => inspector.addSink(createKeeper())).toThrow('the inspector is closed')
  })
})

test.each([undefined, null, {}, () => {}, { send: 1 }])('a sink is not %o', (sink) => {
  expect(() => createInspector().addSink(sink as never)).toThrow(
    'sink must be an object with the methods send',
  )
})
