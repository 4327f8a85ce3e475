import type { Retention, SessionStore } from '../durable/session-store.ts'
import type { VirtualClock } from './create-virtual-clock.ts'

/** One fact about stores. */
export interface StoreCase {
  readonly title: string
  /** Of the stores that it opens. */
  readonly retention?: Retention
  /** Whether it opens a second one at the same place. */
  readonly isShared?: boolean
  readonly run: (scene: Scene) => Promise<void>
}

/** What a case is given. */
interface Scene {
  /** An empty store. */
  readonly store: SessionStore
  /** The clock of it. */
  readonly clock: VirtualClock
  /** Opens another store at the same place. */
  readonly openAgain: () => Promise<SessionStore>
}
