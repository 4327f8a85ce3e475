import type { InspectorMessage } from 'holdfast/inspect'

/** How long the steps of one name took. */
export interface StepTotals {
  readonly step: string
  readonly count: number
  readonly failed: number
  readonly cut: number
  /** Milliseconds, as are the next two. */
  readonly last: number
  readonly longest: number
  readonly total: number
  /** The message that told of the last one. */
  readonly index: number
}

/** Sums up the steps that have ended, in the order in which each was first seen. */
export function stepTotals(messages: readonly InspectorMessage[]): readonly StepTotals[] {
  const totals = new Map<string, StepTotals>()
  for (const [index, message] of messages.entries()) {
    if (message.type !== 'step') continue
    const { step, took, outcome } = message
    const { count, failed, cut, longest, total } = totals.get(step) ?? NONE
    totals.set(step, {
      step,
      count: count + 1,
      failed: failed + Number(outcome === 'failed'),
      cut: cut + Number(outcome === 'cut'),
      last: took,
      longest: Math.max(longest, took),
      total: total + took,
      index,
    })
  }
  return [...totals.values()]
}

const NONE = { count: 0, failed: 0, cut: 0, longest: 0, total: 0 }
