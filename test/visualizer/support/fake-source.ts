import type { SessionRow } from 'holdfast/visualizer'

import type { InspectorMessage } from '../../../src/inspect/message.ts'
import type {
  SessionSource,
  SourceDetail,
  SourceListener,
} from '../../../src/visualizer/sources/session-source.ts'

/** A source that tells what a test wants it to. */
export interface FakeSource extends SessionSource {
  readonly tell: SourceListener
  /** What `detail` gives, by key. */
  readonly details: Map<string, SourceDetail>
  readonly commands: (readonly [key: string, command: string, by: string])[]
  /** The keys that somebody looks at. */
  readonly watched: string[]
  isClosed: boolean
}

export function createFakeSource(overrides: Partial<SessionSource> = {}, id = 'fake'): FakeSource {
  let listener: SourceListener | undefined
  const details = new Map<string, SourceDetail>()
  const commands: [string, string, string][] = []
  const watched: string[] = []
  return {
    info: () => ({ id, type: 'program', title: `${id} (1)`, connected: true }),
    start(given) {
      listener = given
    },
    detail: async (key) => details.get(key),
    snapshot: async () => undefined,
    async command(...command) {
      commands.push(command)
      return undefined
    },
    watch(key) {
      watched.push(key)
      return () => watched.splice(watched.indexOf(key), 1)
    },
    async close() {
      this.isClosed = true
    },
    ...overrides,
    get tell() {
      if (!listener) throw new Error('it was not started')
      return listener
    },
    details,
    commands,
    watched,
    isClosed: false,
  }
}

/** A live row, but for what is given. */
export const aRow = (key: string, overrides: Partial<SessionRow> = {}): SessionRow => ({
  key,
  name: `name of ${key}`,
  kind: 'retry',
  origin: 'live',
  source: 'fake',
  status: 'active',
  state: 'attempting',
  startedAt: 0,
  changedAt: 0,
  can: [],
  ...overrides,
})

export const aMessage = (seq: number, sessionId = 'a'): InspectorMessage => ({
  type: 'event',
  seq,
  at: seq,
  sessionId,
  event: { type: `E${seq}` },
})

export const aDetail = (...seqs: readonly number[]): SourceDetail => ({
  messages: seqs.map((seq) => aMessage(seq)),
  forgotten: 0,
  taken: {},
})
