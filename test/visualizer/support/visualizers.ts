import { afterAll, afterEach, beforeAll } from 'vitest'
import type { VisualizerOptions } from 'holdfast/visualizer'

import { openVisualizer } from '../../../src/visualizer/open-visualizer.ts'
import type { OpenVisualizer } from '../../../src/visualizer/open-visualizer.ts'
import { createFakeSource } from './fake-source.ts'
import type { FakeSource } from './fake-source.ts'
import { makePage } from './a-page.ts'
import { openEvents } from './events.ts'
import type { EventsClient } from './events.ts'

export const TOKEN = 'a-token-for-the-tests'

/** A visualizer with a source, and how to ask it. */
export interface TestVisualizer extends OpenVisualizer {
  readonly source: FakeSource
  /** Where it is: `127.0.0.1:43210`. */
  readonly at: string
  readonly port: number
  /** Asks as somebody who knows the token. */
  ask(path: string, init?: RequestInit): Promise<Response>
  post(path: string, body: unknown): Promise<Response>
  events(query?: string, headers?: Record<string, string>): Promise<EventsClient>
}

/** Starts visualizers that end with the test. */
export function useVisualizers(): (options?: VisualizerOptions) => Promise<TestVisualizer> {
  let page: Awaited<ReturnType<typeof makePage>>
  const ends: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    page = await makePage()
  })
  afterEach(async () => {
    await Promise.all(ends.splice(0).map((end) => end()))
  })
  afterAll(() => page.remove())

  return async (options) => {
    const visualizer = await openVisualizer(page.folder, { port: 0, token: TOKEN, ...options })
    ends.push(visualizer.close)
    const source = createFakeSource()
    visualizer.addSource(source)
    const { host, port } = new URL(visualizer.address)
    const authorization = { authorization: `Bearer ${options?.token ?? TOKEN}` }
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${visualizer.address}api/${path}`, {
        ...init,
        headers: { ...authorization, ...(init.headers as Record<string, string> | undefined) },
      })
    return {
      url: visualizer.url,
      address: visualizer.address,
      inspect: visualizer.inspect,
      addSource: visualizer.addSource,
      close: visualizer.close,
      [Symbol.asyncDispose]: visualizer.close,
      source,
      at: host,
      port: Number(port),
      ask,
      post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
      async events(query = '', headers = {}) {
        const client = await openEvents(`${visualizer.address}api/events?${query}`, {
          ...authorization,
          ...headers,
        })
        ends.push(async () => client.close())
        return client
      },
    }
  }
}
