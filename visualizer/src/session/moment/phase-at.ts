import { statePath } from 'holdfast/drawing'
import type { InspectorMessage } from 'holdfast/inspect'

import { attemptBefore, stateBefore } from '../log/around.ts'

/** What a session was doing after a message, in few words: `attempt 16, running`; undefined before its first state. */
export function phaseAt(messages: readonly InspectorMessage[], index: number): string | undefined {
  const path = statePath(stateBefore(messages, index + 1)?.value)
  if (path === '') return undefined
  const attempt = attemptBefore(messages, index + 1)
  // Of the states of a sleep this is the one that sleeps; a chart has it within that.
  return attempt === undefined
    ? path
    : `attempt ${attempt}, ${path.replace(/\.resting$/, '').replace(/^.*\./, '')}`
}
