import { realpathSync } from 'node:fs'

import type { InspectionEvent } from '../machine/xstate.ts'
import { safely } from '../strategies/common/safely.ts'
import { inUrl, isWildcard } from './http/host-names.ts'
import { readPageFiles } from './http/page-files.ts'
import { startServer } from './http/start-server.ts'
import { openDoors } from './open-doors.ts'
import { readVisualizerOptions } from './read-visualizer-options.ts'
import { createInspectorSource } from './sources/inspector-source.ts'
import { createRecordingSource } from './sources/recording-source.ts'
import type { SessionSource } from './sources/session-source.ts'
import { createStoreSource } from './sources/store-source.ts'
import { createHub } from './table/create-hub.ts'

/** A visualizer that runs. Its functions need no `this`. */
export interface Visualizer {
  /** Of the page, with the token: whoever has it is in. */
  readonly url: string
  /** The same without the token. */
  readonly address: string
  /**
   * For `attach`, and for the option `inspect` of `runWithRetry`, `startRetry` and XState's `createActor`: shows sessions
   * of this program.
   */
  readonly inspect: (event: InspectionEvent) => void
  /** Ends the connections of pages and programs; what was shown goes on. */
  readonly close: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** One that can be given sources. */
export interface OpenVisualizer extends Visualizer {
  /** @returns a function that removes it */
  readonly addSource: (source: SessionSource) => () => Promise<void>
}

/** @param page - the folder of the page as it was built */
export async function openVisualizer(page: URL, options: unknown): Promise<OpenVisualizer> {
  const settings = readVisualizerOptions(options)
  const { host, sessions, events, characters, sanitize, clock } = settings
  const files = await readPageFiles(page)
  const paths = oneOfEachFile(settings.recordings, (path) => path)
  const recordings = await Promise.all(paths.map((path) => createRecordingSource({ path })))
  const hub = createHub(clock)
  const doors = openDoors(hub, settings)
  const server = await startServer(hub, doors, files, settings)
  const address = `http://${inUrl(nameOf(host))}:${server.port}/`
  for (const store of oneOfEachFile(settings.stores, ({ name }) => name))
    hub.addSource(createStoreSource(store, { sanitize, clock }))
  for (const recording of recordings) hub.addSource(recording)

  // A program that shows no sessions of its own is no source.
  let own: ReturnType<typeof createInspectorSource> | undefined
  let isClosed = false
  const addOwn = () => {
    const source = createInspectorSource({ sessions, events, characters, sanitize, clock })
    hub.addSource(source)
    return source
  }

  const close = async () => {
    isClosed = true
    doors.close()
    await server.close()
    await hub.close()
  }

  return {
    address,
    url: `${address}#token=${encodeURIComponent(settings.token)}`,
    inspect(event) {
      if (isClosed) return
      own ??= addOwn()
      own.inspect(event)
    },
    addSource: hub.addSource,
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Of those that lie in the same file the first alone. */
function oneOfEachFile<T>(all: readonly T[], pathOf: (one: T) => string): readonly T[] {
  const files = new Map<unknown, T>()
  for (const one of all) {
    // A store may be in no file.
    const file = safely<unknown>(() => realpathSync(pathOf(one)), one)
    if (!files.has(file)) files.set(file, one)
  }
  return [...files.values()]
}

/** Where all addresses are listened on, this machine's own is one. */
function nameOf(host: string): string {
  if (!isWildcard(host)) return host
  return host === '::' ? '::1' : '127.0.0.1'
}
