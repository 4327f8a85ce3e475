import type { InspectorMessage } from 'holdfast/inspect'

import { countOf } from '../../words/describe-report.ts'

/**
 * What is counted in messages is counted in those that are held: which they are, or undefined where those are all.
 *
 * @param forgotten - how many before them are no longer held
 */
export const scopeOf = (messages: readonly InspectorMessage[], forgotten: number): string | undefined =>
  forgotten === 0 ? undefined : `in the last ${countOf(messages.length, 'message')}`
