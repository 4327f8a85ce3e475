import { createMemoryStore } from 'holdfast/memory'
import type { MemoryStoreOptions, NewSession, SessionStatus, SessionStore } from 'holdfast/memory'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { onTestFinished } from 'vitest'

import type { Sanitize } from '../../../src/inspect/plain/to-plain.ts'
import { createStoredKeys } from '../../../src/visualizer/sources/stored/stored-keys.ts'
import { createStoreSource } from '../../../src/visualizer/sources/store-source.ts'
import type { SessionSource } from '../../../src/visualizer/sources/session-source.ts'
import { listenTo, until } from './listening.ts'
import type { Listening } from './listening.ts'

/** A store in memory, and a source that looks into it when time moves on. */
export interface Scene extends Listening {
  readonly clock: VirtualClock
  readonly store: SessionStore
  readonly source: SessionSource
  /** Moves time on, and has the source look. */
  readonly look: (ms?: number) => Promise<void>
  /** Ends a session, whoever holds it. */
  readonly end: (id: string, status: SessionStatus, error?: string) => Promise<void>
}

interface SceneOptions extends MemoryStoreOptions {
  /** What the store has before the source looks into it. */
  readonly fill?: (store: SessionStore, clock: VirtualClock) => Promise<unknown>
  /** Makes of the store the one that the source knows. */
  readonly spoil?: (store: SessionStore) => SessionStore
  /** @default hides nothing */
  readonly sanitize?: Sanitize
}

export async function createScene({
  fill = async () => {},
  spoil = (store) => store,
  sanitize = (value) => value,
  ...options
}: SceneOptions = {}): Promise<Scene> {
  const clock = createVirtualClock()
  const store = createMemoryStore({ clock, ...options })
  await fill(store, clock)
  const source = createStoreSource(spoil(store), { sanitize, clock })
  onTestFinished(() => source.close())
  const listening = listenTo(source)
  await source.start(listening.listener)
  const settle = () => until(() => clock.timers > 0, 'the next look')
  await settle()
  return {
    ...listening,
    clock,
    store,
    source,
    async look(ms = 500) {
      clock.advance(ms)
      await settle()
    },
    async end(id, status, error) {
      const { rev = 0, owner = null } = (await store.get(id)) ?? {}
      const change = { status, event: 'done', leaseFor: null } as const
      await store.commit(id, { rev, owner }, error === undefined ? change : { ...change, error })
    },
  }
}

/** The key of a session in it. */
export const keyOf = (id: string): string => createStoredKeys('memory', (value) => value).keyOf(id)

/** A session to insert. */
export const session = (id: string, facts: Partial<NewSession> = {}): NewSession => ({
  id,
  kind: 'charge',
  machineVersion: '1',
  snapshotFormat: 1,
  status: 'active',
  ...facts,
})

/** Who runs sessions, for 15 seconds from now. */
export const ME = { owner: 'worker 1', leaseFor: 15_000 }
