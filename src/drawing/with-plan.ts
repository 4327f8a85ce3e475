import type { TimelineBar } from './timeline.ts'

/**
 * Where a timeline ends: at `now`, or where a sleep that goes on is to end. What is to come takes up no more of it than
 * what has been.
 */
export function withPlan(from: number, now: number, bars: readonly TimelineBar[]): number {
  const planned = bars.find(({ isOpen, kind }) => isOpen && kind === 'sleep')?.planned ?? now
  return Math.max(now, Math.min(planned, 2 * now - from))
}
