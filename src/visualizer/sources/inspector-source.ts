import { createInspector } from '../../inspect/create-inspector.ts'
import type { Inspector } from '../../inspect/create-inspector.ts'
import { commandEvent } from '../../inspect/link/command-event.ts'
import { programTitle } from '../../inspect/link/program-title.ts'
import type { ToldMessage } from '../../inspect/message.ts'
import type { Sanitize } from '../../inspect/plain/to-plain.ts'
import { redact } from '../../inspect/redact/redact.ts'
import { systemClock } from '../../time.ts'
import type { Clock } from '../../time.ts'
import { createLiveSessions, DEFAULT_LIMITS } from './live/live-sessions.ts'
import type { LiveLimits } from './live/live-sessions.ts'
import { createLiveSource } from './live/live-source.ts'
import type { SessionSource } from './session-source.ts'

export interface InspectorSourceOptions extends Partial<LiveLimits> {
  /** @default redact */
  readonly sanitize?: Sanitize
  /** @default systemClock */
  readonly clock?: Clock
}

/** The sessions of this process, and the machines around them, as far as `inspect` is told of them. */
export function createInspectorSource({
  sanitize = redact,
  clock = systemClock,
  ...given
}: InspectorSourceOptions = {}): SessionSource & Pick<Inspector, 'inspect'> {
  const limits = { ...DEFAULT_LIMITS, ...given }
  // What happened is held below, as far as the listener was told of it.
  const inspector = createInspector({
    machines: 'all',
    sessions: limits.sessions,
    events: 1,
    sanitize,
    clock,
  })
  const live = createLiveSessions('here', limits)
  // It is never slow, so nothing is dropped.
  inspector.addSink({ send: (message) => live.add(message as ToldMessage) })
  const { title, pid } = programTitle()

  return {
    ...createLiveSource({
      sessions: live,
      info: () => ({ id: 'here', type: 'program', title: `${title} (${pid})`, connected: true }),
      reach: () => (key, command, by) => inspector.send(key, commandEvent(command, by), { by }),
      close: inspector.close,
    }),
    inspect: inspector.inspect,
  }
}
