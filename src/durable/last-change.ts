import type { SessionChange } from './session-store.ts'

/** Nobody holds the session any more; it goes on with whoever takes it next. */
export const RELEASED = { leaseFor: null, event: 'released' } as const satisfies SessionChange

/** What every end has in common. */
export const ENDED = {
  dueAt: null,
  cancelRequested: false,
  wakeRequested: false,
  leaseFor: null,
} as const satisfies Partial<SessionChange>

export const CANCELLED = {
  ...ENDED,
  status: 'cancelled',
  event: 'cancelled',
} as const satisfies SessionChange

/** It waits for somebody to look. */
export const QUARANTINED = {
  ...ENDED,
  status: 'quarantined',
  event: 'quarantined',
} as const satisfies SessionChange
