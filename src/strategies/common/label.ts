import type { StrategyFacts } from '../strategy.ts'

/** How code would name a strategy or a predicate: its label, else its name as a function. */
export const labelOf = (part: Named): string => part.label ?? (part.name || 'anonymous')

/** Likewise in words. */
export const nameOf = (part: Named): string => part.label ?? (part.name || 'a function')

type Named = object & Partial<Pick<StrategyFacts, 'label'>> & { readonly name?: string }

/** The labels of arguments, as they stand in a call. */
export const labelsOf = (parts: readonly object[]): string => parts.map(labelOf).join(', ')

/** A part of a larger strategy in words. */
export function describePart(part: object & Partial<StrategyFacts>): string {
  const words = part.describe?.() ?? nameOf(part)
  return / (or|and|plus|then) /.test(words) ? `(${words})` : words
}

/** A duration in words. */
export const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))} s`
