import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import type { Inspector } from 'holdfast/inspect'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

import { linkToVisualizer } from '../../src/inspect/link/link-to-visualizer.ts'
import type { LinkOptions, VisualizerLink } from '../../src/inspect/link/link-to-visualizer.ts'
import { acceptPrograms } from '../../src/visualizer/sources/program-source.ts'
import { rowWhen } from '../visualizer/live/support/hear.ts'
import { serve } from '../visualizer/live/support/serve.ts'

const visualizer = (port?: number) => serve((addSource) => acceptPrograms({ addSource }), port)

function link(inspector: Inspector, url: string, options?: LinkOptions) {
  const linked = linkToVisualizer(inspector, url, options)
  onTestFinished(() => closeAt(linked, options?.clock))
  return linked
}

/** Closes a link whose time stands still. */
async function closeAt(linked: VisualizerLink, clock?: Partial<VirtualClock>): Promise<void> {
  const closed = linked.close()
  // In microtasks alone: nothing from outside comes in between.
  for (let turn = 0; turn < 20; turn++) {
    clock?.advance?.(200)
    // oxlint-disable-next-line no-await-in-loop
    await Promise.resolve()
  }
  await closed
}

const warnings = () => vi.spyOn(process, 'emitWarning').mockReturnValue()
afterEach(() => vi.restoreAllMocks())

const down = () => {
  throw new Error('down')
}
const asleep = ({ status }: { readonly status: string }) => status === 'sleeping'
const over = ({ endedAt }: { readonly endedAt?: number }) => endedAt !== undefined

/** A session that fails so many times. */
const failing = ({ inspect }: Inspector, name: string, attempts = 1) =>
  runWithRetry({ name, stop: stopAfterAttempt(attempts) }, down, { inspect }).catch(() => {})

const sourceOf = ({ sources }: Awaited<ReturnType<typeof visualizer>>) => {
  const [source] = sources.keys()
  if (source === undefined) throw new Error('no source')
  return source
}

describe('a program that is linked to a visualizer', () => {
  test('is told of by its name, and shows what it did before and does then', async () => {
    const served = await visualizer()
    const inspector = createInspector()
    await failing(inspector, 'before')
    link(inspector, served.url, { title: 'node jobs.js' })
    await rowWhen(served, 'before', over)
    expect(sourceOf(served).info()).toMatchObject({
      type: 'program',
      title: `node jobs.js (${process.pid})`,
      connected: true,
    })
    const [headers] = served.headers
    expect(headers?.authorization).toBe('Bearer t0ken')
    // What is compressed is not written at once.
    expect(headers?.['sec-websocket-extensions']).toBeUndefined()
    await failing(inspector, 'then')
    const { key } = await rowWhen(served, 'then', over)
    const detail = await sourceOf(served).detail(key)
    expect([detail?.definition, ...(detail?.messages ?? [])]).toMatchObject(
      inspector
        .messages({ sessionId: key })
        .map((each) => (each.type === 'definition' ? each.definition : each)),
    )
  })

  test('is named by what it was started with', async () => {
    const served = await visualizer()
    link(createInspector(), served.url)
    await vi.waitFor(() => expect(sourceOf(served).info().title).toMatch(/^node.* \(\d+\)$/))
  })

  test('does what a person asks for', async () => {
    const served = await visualizer()
    const inspector = createInspector()
    link(inspector, served.url)
    const { result } = startRetry({ name: 'load', wait: waitFixed('1h') }, down, {
      inspect: inspector.inspect,
    })
    result.catch(() => {})
    const { key } = await rowWhen(served, 'load', asleep)
    expect(await sourceOf(served).command(key, 'retry', 'ada')).toBeUndefined()
    await rowWhen(served, 'load', (row) => row.attempt === 2 && asleep(row))
    expect(await sourceOf(served).command(key, 'cancel', 'ada')).toBeUndefined()
    await expect(result).rejects.toThrow('cancelled by ada')
    expect((await rowWhen(served, 'load', over)).status).toBe('cancelled')
    const by = inspector.messages().flatMap((each) => (each.type === 'event' ? (each.by ?? []) : []))
    expect(by).toStrictEqual(['ada', 'ada'])
  })

  test('answers that it could not, whatever an inspector does', async () => {
    const served = await visualizer()
    const inspector = createInspector()
    const send = () => {
      throw new Error('broken')
    }
    link({ ...inspector, send }, served.url)
    const session = startRetry({ name: 'load', wait: waitFixed('1h') }, down, {
      inspect: inspector.inspect,
    })
    session.result.catch(() => {})
    const { key } = await rowWhen(served, 'load', asleep)
    expect(await sourceOf(served).command(key, 'cancel', 'ada')).toBe(
      'was in another state when it was asked',
    )
    session.abort()
  })

  test('goes on where a new visualizer takes the place of the old one: nothing is missing, nothing doubled', async () => {
    const warn = warnings()
    const first = await visualizer()
    const inspector = createInspector()
    link(inspector, first.url)
    await failing(inspector, 'first')
    await rowWhen(first, 'first', over)
    await first.stop()
    await failing(inspector, 'between')
    const second = await visualizer(first.port)
    await rowWhen(second, 'between', over)
    await failing(inspector, 'last')
    await rowWhen(second, 'last', over)
    const [heard] = second.sources.values()
    const held = inspector.messages().filter(({ type }) => type !== 'definition')
    expect(heard?.messages).toStrictEqual(held)
    expect(sourceOf(second).info().remark).toBeUndefined()
    // It was there once.
    expect(warn).not.toHaveBeenCalled()
  })

  test('counts for a new visualizer what it no longer holds itself', async () => {
    const inspector = createInspector({ events: 10 })
    const first = await visualizer()
    link(inspector, first.url)
    await failing(inspector, 'load', 30)
    const { key } = await rowWhen(first, 'load', over)
    const told = await sourceOf(first).detail(key)
    await first.stop()
    const second = await visualizer(first.port)
    await rowWhen(second, 'load', over)
    const again = await vi.waitFor(async () => {
      const detail = await sourceOf(second).detail(key)
      expect(detail?.taken).toStrictEqual(told?.taken)
      return detail
    })
    expect(again?.taken['retry.attempting.running xstate.error.actor.attempt 0']).toBe(30)
    expect(again?.messages).toHaveLength(11)
    expect(again?.forgotten).toBe((told?.forgotten ?? 0) + (told?.messages.length ?? 0) - 11)
  })
})

describe('a visualizer that is not there', () => {
  /** A port on which nobody listens. */
  async function freePort(): Promise<number> {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    // It listens on a port.
    const { port } = probe.address() as AddressInfo
    probe.close()
    await once(probe, 'close')
    return port
  }

  test('is warned of once, and tried again after a while that grows', async () => {
    const warn = warnings()
    const clock = createVirtualClock()
    const port = await freePort()
    const linked = link(createInspector(), `http://127.0.0.1:${port}/#token=t0ken`, { clock })
    // It does not wait for what is not there.
    await linked.flush(60_000)
    const delays: unknown[] = []
    for (let attempt = 0; attempt < 9; attempt++) {
      // oxlint-disable-next-line no-await-in-loop
      await vi.waitFor(() => expect(clock.next).toBeDefined())
      const delay = clock.next ?? NaN
      delays.push(delay)
      clock.advance(delay)
    }
    expect(delays).toStrictEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000])
    expect(warn.mock.calls).toStrictEqual([
      [
        `holdfast cannot reach the visualizer at http://127.0.0.1:${port}, and goes on trying: ` +
          `connect ECONNREFUSED 127.0.0.1:${port}`,
      ],
    ])
  })

  test('is told all when it comes', async () => {
    warnings()
    const clock = createVirtualClock()
    const port = await freePort()
    const inspector = createInspector()
    const linked = link(inspector, `http://127.0.0.1:${port}/#token=t0ken`, { clock })
    await failing(inspector, 'early')
    await linked.flush(60_000)
    const served = await visualizer(port)
    clock.advance(100)
    await rowWhen(served, 'early', over)
    await served.stop()
    // It begins anew to count.
    await vi.waitFor(() => expect(clock.next).toBe(100))
  })

  test('or that is another: the reason is told, and not the token', async () => {
    const warn = warnings()
    const served = await serve(() => ({
      upgrade: (_request, socket) => void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n'),
      close() {},
    }))
    const linked = link(createInspector(), served.url)
    await linked.flush(60_000)
    expect(warn.mock.lastCall?.[0]).toMatch(/goes on trying: Unexpected server response: 401$/)
    expect(warn.mock.lastCall?.[0]).not.toContain('t0ken')
    await served.stop()
  })

  test('or closes the connection, with a reason or without', async () => {
    const warn = warnings()
    const reasonOf = async (close: (socket: WebSocket) => void) => {
      const server = await serveSockets((socket) => close(socket))
      await link(createInspector(), server).flush(60_000)
      return warn.mock.lastCall?.[0]
    }
    expect(await reasonOf((socket) => socket.close(1008, 'it is of another version'))).toMatch(
      /: it is of another version$/,
    )
    expect(await reasonOf((socket) => socket.close())).toMatch(/: it closed the connection$/)
  })

  test('or cannot be asked for, since a package is missing', async () => {
    const warn = warnings()
    vi.doMock('ws', () => {
      throw new Error('not installed')
    })
    onTestFinished(() => {
      vi.doUnmock('ws')
    })
    const linked = link(createInspector(), 'http://127.0.0.1:1/#token=t0ken')
    await linked.flush(60_000)
    expect(warn.mock.lastCall?.[0]).toContain('goes on trying: Error')
  })
})

/** A server of WebSockets, and its address. */
async function serveSockets(accept: (socket: WebSocket) => void): Promise<string> {
  const sockets = new WebSocketServer({ noServer: true })
  const { url } = await serve(() => ({
    upgrade: (request, socket, head) => sockets.handleUpgrade(request, socket, head, accept),
    close: () => sockets.clients.forEach((socket) => socket.terminate()),
  }))
  return url
}

describe('what a visualizer sends', () => {
  test('is ignored where it means nothing', async () => {
    const texts: string[] = []
    const sent = [
      'no JSON',
      'null',
      '[]',
      '{ "type": "welcome" }',
      '{ "type": "welcome", "after": -1 }',
      '{ "type": "command" }',
      '{ "type": "command", "id": 1, "sessionId": 5, "command": "retry", "by": "ada" }',
      '{ "type": "command", "id": 1, "sessionId": "s", "command": "retry" }',
      '{ "type": "command", "id": 1, "sessionId": "s", "command": "explode", "by": "ada" }',
      Buffer.from('{ "type": "welcome", "after": 0 }'),
      '{ "type": "command", "id": 7, "sessionId": "s", "command": "retry", "by": "ada" }',
    ]
    const url = await serveSockets((socket) => {
      socket.addEventListener('message', ({ data }) => typeof data === 'string' && texts.push(data))
      for (const each of sent) socket.send(each)
    })
    link(createInspector(), url)
    await vi.waitFor(() => expect(texts).toHaveLength(2))
    expect(texts.map((text) => JSON.parse(text))).toMatchObject([
      { type: 'hello', version: 1 },
      { type: 'report', id: 7, isDone: false },
    ])
  })

  test('a visualizer that says nothing is waited for as long as that is said', async () => {
    const clock = createVirtualClock()
    const url = await serveSockets(() => {})
    const linked = link(createInspector(), url, { clock })
    const flushed = linked.flush(60_000)
    clock.advance(60_000)
    await flushed
    await closeAt(linked, clock)
    expect(clock.timers).toBe(0)
  })
})

describe('the end', () => {
  /** What a link has added to the process. */
  function listenersOf(event: 'beforeExit' | 'exit', create: () => unknown) {
    // Both are called with a number.
    const added = event as 'exit'
    const before = process.listeners(added)
    create()
    return process.listeners(added).filter((listener) => !before.includes(listener))
  }

  test('of a process waits for what was not sent, once and not for long', async () => {
    const clock = createVirtualClock()
    const url = await serveSockets(() => {})
    const [beforeExit, ...others] = listenersOf('beforeExit', () => link(createInspector(), url, { clock }))
    expect(others).toStrictEqual([])
    beforeExit?.(0)
    expect(clock.next).toBe(200)
    clock.advance(200)
    beforeExit?.(0)
    expect(clock.timers).toBe(0)
  })

  test('of a process does not wait where nothing is to be sent', async () => {
    const clock = createVirtualClock()
    const served = await visualizer()
    const inspector = createInspector()
    const [beforeExit] = listenersOf('beforeExit', () => link(inspector, served.url, { clock }))
    await failing(inspector, 'load')
    beforeExit?.(0)
    await rowWhen(served, 'load', over)
    await vi.waitFor(() => expect(clock.timers).toBe(0))
    beforeExit?.(0)
    expect(clock.timers).toBe(0)
  })

  test('of a process that exits writes at once what waits', async () => {
    const served = await visualizer()
    const inspector = createInspector()
    const linked: ReturnType<typeof linkToVisualizer>[] = []
    const [exit] = listenersOf('exit', () => linked.push(link(inspector, served.url)))
    await linked[0]?.flush(60_000)
    void startRetry({ name: 'exits' }, () => new Promise(() => {}), { inspect: inspector.inspect })
    exit?.(0)
    const row = await rowWhen(served, 'exits', ({ state }) => state === 'attempting.before')
    expect(row.status).toBe('active')
  })

  test('of a link: it is sent what waits, and leaves nothing behind', async () => {
    const served = await visualizer()
    const inspector = createInspector()
    const before = process.listenerCount('beforeExit') + process.listenerCount('exit')
    const linked = linkToVisualizer(inspector, served.url)
    await failing(inspector, 'told')
    await linked.close()
    await failing(inspector, 'untold')
    await rowWhen(served, 'told', over)
    await vi.waitFor(() => expect(sourceOf(served).info().connected).toBe(false))
    expect(process.listenerCount('beforeExit') + process.listenerCount('exit')).toBe(before)
    expect([...served.rows.values()].map(({ name }) => name)).toStrictEqual(['told'])
  })

  test('of a link that was not connected yet, or not any more', async () => {
    warnings()
    const clock = createVirtualClock()
    const early = linkToVisualizer(createInspector(), 'http://127.0.0.1:1/#token=t', { clock })
    await closeAt(early, clock)
    expect(clock.timers).toBe(0)
    const late = linkToVisualizer(createInspector(), 'http://127.0.0.1:1/#token=t', { clock })
    await late.flush(60_000)
    expect(clock.timers).toBe(1)
    await late.close()
    expect(clock.timers).toBe(0)
  })
})

describe('what is wrong is refused', () => {
  test.each([
    'ftp://127.0.0.1/#token=t',
    'http://127.0.0.1:4400/',
    '127.0.0.1:4400',
    'about:blank#token=t',
    '',
    undefined,
  ])('an address that is none: %s', (url) => {
    expect(() => linkToVisualizer(createInspector(), url as string)).toThrow(
      /^url must be the address that the visualizer printed/,
    )
  })

  test('and shows no token', () => {
    expect(() => linkToVisualizer(createInspector(), 'htp://127.0.0.1/?token=s3cret')).toThrow(/\[redacted\]/)
  })

  test('an inspector or an option that is none', () => {
    const url = 'http://127.0.0.1:1/#token=t'
    expect(() => linkToVisualizer({} as Inspector, url)).toThrow(
      /^inspector must be an object with the methods/,
    )
    expect(() => linkToVisualizer(createInspector(), url, { title: '' })).toThrow(/^title must be/)
    expect(() => linkToVisualizer(createInspector(), url, { titel: 'x' } as LinkOptions)).toThrow(
      /^unknown option titel/,
    )
  })

  test('a platform that is not Node', () => {
    const call = () => {
      vi.stubGlobal('process', undefined)
      try {
        return linkToVisualizer(createInspector(), 'http://127.0.0.1:1/#token=t')
      } finally {
        vi.unstubAllGlobals()
      }
    }
    expect(call).toThrow('a link to a visualizer needs Node')
  })
})
