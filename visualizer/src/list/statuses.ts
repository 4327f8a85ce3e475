import type { RowOrigin, RowStatus } from 'holdfast/visualizer'

/** What a status is called; in the order in which a person on call wants to know of them. */
export const STATUS_WORDS: Readonly<Record<RowStatus, string>> = {
  failed: 'Failed',
  quarantined: 'Quarantined',
  interrupted: 'Interrupted',
  sleeping: 'Sleeping',
  active: 'Active',
  lost: 'Lost',
  done: 'Done',
  cancelled: 'Cancelled',
  stopped: 'Stopped',
}

export const STATUSES = keysOf(STATUS_WORDS)

/** For the tooltip of a status. */
export const STATUS_MEANINGS: Readonly<Record<RowStatus, string>> = {
  failed: 'It gave up, or could not be retried',
  quarantined: 'It killed its process too often, and waits for somebody to look',
  sleeping: 'It waits for its next attempt',
  active: 'It is at work now',
  interrupted: 'Its program is gone; it goes on when that next runs',
  lost: 'Its program is gone, and nobody knows what became of it',
  done: 'It has succeeded',
  cancelled: 'Somebody has cancelled it',
  stopped: 'Its actor was stopped',
}

export const ORIGIN_WORDS: Readonly<Record<RowOrigin, string>> = {
  live: 'From programs',
  stored: 'Stored',
  recorded: 'Recorded',
}

export const ORIGINS = keysOf(ORIGIN_WORDS)

function keysOf<Key extends string>(record: Readonly<Record<Key, string>>): readonly Key[] {
  // An object literal has the keys of its type, and no others.
  return Object.keys(record) as Key[]
}
