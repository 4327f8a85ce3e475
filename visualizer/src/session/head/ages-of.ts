import { exactDuration } from 'holdfast/drawing'
import type { SessionRow } from 'holdfast/visualizer'

import { STATUS_WORDS } from '../../list/statuses.ts'
import { age } from '../../words/times.ts'

/** One thing that is known of when a session was at work. */
export interface SessionAge {
  readonly name: string
  /** Epoch milliseconds; told before the text. */
  readonly at?: number
  readonly text: string
}

export function agesOf(
  { status, startedAt, changedAt, endedAt }: SessionRow,
  now: number,
): readonly SessionAge[] {
  const ago = (at: number) => `, ${age(now - at)} ago`
  if (endedAt !== undefined) {
    return [
      { name: STATUS_WORDS[status], at: endedAt, text: ago(endedAt) },
      { name: 'Took', text: exactDuration(Math.max(0, endedAt - startedAt)) },
    ]
  }
  if (status === 'lost') return [{ name: 'Last heard of', at: changedAt, text: ago(changedAt) }]
  return [{ name: 'Began', at: startedAt, text: ago(startedAt) }]
}
