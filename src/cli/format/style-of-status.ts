import type { SessionStatus } from '../../durable/session-store.ts'
import type { Style } from './style-for.ts'

/** What needs somebody stands out. */
export const styleOfStatus: Readonly<Record<SessionStatus, Style>> = {
  active: 'yellow',
  sleeping: 'blue',
  done: 'green',
  failed: 'red',
  cancelled: 'dim',
  quarantined: ['red', 'bold'],
}
