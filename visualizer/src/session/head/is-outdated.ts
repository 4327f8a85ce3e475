import type { SessionRow } from 'holdfast/visualizer'

import { isOver } from '../words/is-over.ts'

type Row = Pick<SessionRow, 'status' | 'attempt' | 'endedAt'>

/**
 * Whether what came of a command is no news any more: the session has ended since, the attempt after it has, or one that
 * had ended is at work again.
 *
 * @param before - the session as it was when that was asked for
 */
export function isOutdated(before: Row, now: Row): boolean {
  if (isOver(now)) return !isOver(before) || now.endedAt !== before.endedAt
  if (isOver(before)) return now.status === 'active'
  return (now.attempt ?? 0) > (before.attempt ?? 0) + Number(now.status === 'active')
}
