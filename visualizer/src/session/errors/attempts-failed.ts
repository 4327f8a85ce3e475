import type { InspectorMessage } from 'holdfast/inspect'

import { countOf } from '../../words/describe-report.ts'
import { attemptBefore, stepEnd } from '../log/around.ts'

/**
 * How many attempts have failed of those whose end is held, where those are not all: `7 of the last 8 attempts failed; 18
 * attempts in all`. Undefined where none is held.
 */
export function attemptsFailed(messages: readonly InspectorMessage[]): string | undefined {
  const ends = messages.flatMap((message) => {
    const end = message.type === 'event' ? stepEnd(message) : undefined
    return end?.step === 'attempt' ? [end] : []
  })
  if (ends.length === 0) return undefined
  const failed = ends.filter(({ isFailed }) => isFailed).length
  const all = attemptBefore(messages, messages.length)
  const inAll = all === undefined ? '' : `; ${countOf(all, 'attempt')} in all`
  return `${failed} of the last ${countOf(ends.length, 'attempt')} failed${inAll}`
}
