import type { Sanitize } from '../../../inspect/plain/to-plain.ts'
import type { Clock } from '../../../time.ts'
import type { SessionSource, SourceListener } from '../session-source.ts'
import { createLiveSessions } from './live-sessions.ts'
import type { LiveLimits } from './live-sessions.ts'
import { createLiveSource } from './live-source.ts'
import type { StatelyEvent } from './stately-event.ts'
import { createStatelyMessages } from './stately-messages.ts'

/** An app that tells of its actors with `@statelyai/inspect`. */
export interface StatelyApp {
  readonly source: SessionSource
  readonly isConnected: boolean
  /** Of what is held of it, about as many characters. */
  readonly size: number
  tell(event: StatelyEvent): void
  /** Nothing comes any more, until something does. */
  leave(): void
}

export interface StatelyAppOptions extends LiveLimits {
  /** No other app has it. */
  readonly id: string
  readonly title: string
  readonly sanitize: Sanitize
  readonly clock: Clock
  readonly onClose: () => void
}

export function createStatelyApp({
  id,
  title,
  sanitize,
  clock,
  onClose,
  ...limits
}: StatelyAppOptions): StatelyApp {
  const live = createLiveSessions(id, limits)
  const toMessages = createStatelyMessages({ app: id, sanitize, clock })
  let isConnected = true
  let listener: SourceListener | undefined

  const connect = (is: boolean) => {
    if (isConnected === is) return
    isConnected = is
    live.place({ isReached: false, isLost: !is })
    listener?.changed()
  }

  live.place({ isReached: false, isLost: false })

  return {
    source: createLiveSource({
      sessions: live,
      info: () => ({ id, type: 'stately', title, connected: isConnected }),
      reach: () => 'is out of reach: the inspector of its app takes no commands',
      onStart: (given) => {
        listener = given
      },
      close: onClose,
    }),

    get isConnected() {
      return isConnected
    },

    get size() {
      return live.size
    },

    tell(event) {
      connect(true)
      toMessages(event).forEach((message) => live.add(message))
    },

    leave: () => connect(false),
  }
}
