import type { Failures } from './failures-of.ts'

/** How often something failed: `7×`; `≥7×` where not all messages are held. Undefined where nothing is known to have. */
export function failureBadge(failures: readonly Failures[], forgotten: number): string | undefined {
  const count = failures.reduce((sum, each) => sum + each.count, 0)
  if (count === 0) return undefined
  return `${forgotten > 0 ? '≥' : ''}${count}×`
}
