import type { SessionEvent } from 'holdfast'
import type { WorldLine } from '../world-log.ts'
import type { Report } from './violation.ts'

/** Looks whether a session was ever taken from an owner that lived, within its lease. */
export function checkOwners(
  history: readonly SessionEvent[],
  lines: readonly WorldLine[],
  report: Report,
): void {
  let owner: string | null = null
  for (const { id, type, at, by } of history) {
    if (type === 'claimed' && owner !== null && livesAt(owner, at, lines)) {
      const until = leaseAt(owner, id, at, lines)
      if (until > at)
        report('two owners', `${by} took it from ${owner}, whose lease had ${until - at} ms left`)
    }
    if (type === 'created' || type === 'claimed') owner = by
    if (type === 'done' || type === 'failed' || type === 'released') owner = null
  }
}

/** An owner whom no line names was killed before it could write one. */
const livesAt = (owner: string, at: number, lines: readonly WorldLine[]): boolean => {
  const pid = lines.find((line) => line.type === 'lease' && line.owner === owner)?.pid
  return pid !== undefined && !lines.some((line) => line.type === 'kill' && line.pid === pid && line.at <= at)
}

/** Until when an owner held a session for sure, as far as it had been told by then. */
const leaseAt = (owner: string, id: string, at: number, lines: readonly WorldLine[]): number =>
  Math.max(
    ...lines.map((line) =>
      line.type === 'lease' && line.owner === owner && (line.id ?? id) === id && line.at < at
        ? line.until
        : 0,
    ),
  )
