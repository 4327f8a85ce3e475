import type { RetryObserver } from 'holdfast'
import {
  attempting,
  ended,
  evaluating,
  newRow,
  sleeping,
  type RowChange,
  type SessionRow,
} from './session-row.ts'

/** What all sessions look like now. */
export interface SessionLog {
  /** One row a session, in the order of their names. */
  rows(): readonly SessionRow[]
  /** The observer that keeps one session's row current. */
  observe(name: string): RetryObserver
  /** Calls back after each event, with the row as it has become; returns what ends it. */
  subscribe(listener: (row: SessionRow) => void): () => void
}

export function createSessionLog(
  names: readonly string[],
  now: () => number = () => performance.now(),
): SessionLog {
  const rows = new Map(names.map((name) => [name, newRow(name)]))
  const listeners = new Set<(row: SessionRow) => void>()

  const report = (name: string, change: RowChange) => {
    const row = change(rows.get(name) ?? newRow(name), now())
    rows.set(name, row)
    for (const listener of listeners) listener(row)
  }

  return {
    rows: () => [...rows.values()],
    observe: (name) => ({
      onAttempt: ({ attemptNumber }) => report(name, attempting(attemptNumber)),
      onSettled: ({ outcome }) => outcome && report(name, evaluating(outcome)),
      onSleep: ({ nextAction }) => report(name, sleeping(nextAction?.sleep ?? 0)),
      onEnd: (_state, end) => report(name, ended(end)),
    }),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
