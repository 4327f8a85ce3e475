import type { SessionRecord } from '../../../durable/session-store.ts'

/** The value of a stored session's state, where it has no snapshot that could say it; undefined where nobody knows. */
export function presumedValue({ status, attempt, snapshot }: SessionRecord): unknown {
  if (status === 'done' || status === 'failed') return status
  // Its first attempt is written before there is anything to go on from.
  return status === 'active' && attempt > 0 && snapshot === null ? { attempting: 'running' } : undefined
}
