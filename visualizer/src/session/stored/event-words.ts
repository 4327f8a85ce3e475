import type { SessionEventType } from 'holdfast'

/** What a line of a store's history says. */
export const EVENT_WORDS: Readonly<Record<SessionEventType, string>> = {
  created: 'created',
  claimed: 'taken by a worker',
  attempt: 'attempt begins',
  sleeping: 'sleeps',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  quarantined: 'put into quarantine',
  released: 'released by its worker',
  retried: 'to run again',
  cancelRequested: 'asked to end',
  wakeRequested: 'asked to wake',
}
