import type { ViolationKind } from '../checks/violation.ts'
import type { RoundReport } from './play-round.ts'

/** What some rounds came to, in figures. */
export interface Summary {
  readonly rounds: number
  readonly firstSeed: number
  readonly processes: number
  readonly kills: number
  readonly killsAt: Readonly<Record<string, number>>
  readonly stops: number
  readonly powerCuts: number
  readonly sessions: number
  readonly attempts: number
  readonly lost: number
  readonly doubleCommits: number
  readonly otherViolations: number
  readonly seconds: number
}

export function summarize(reports: readonly RoundReport[], firstSeed: number, seconds: number): Summary {
  const sum = (count: (report: RoundReport) => number) =>
    reports.reduce((total, report) => total + count(report), 0)
  const found = (isMeant: (kind: ViolationKind) => boolean) =>
    sum(({ violations }) => violations.filter(({ kind }) => isMeant(kind)).length)
  const killsAt: Record<string, number> = {}
  for (const point of reports.flatMap(({ kills }) => kills)) killsAt[point] = (killsAt[point] ?? 0) + 1
  return {
    rounds: reports.length,
    firstSeed,
    processes: sum(({ processes }) => processes),
    kills: sum(({ kills }) => kills.length),
    killsAt,
    stops: sum(({ stops }) => stops),
    powerCuts: sum(({ powerCuts }) => powerCuts),
    sessions: sum(({ sessions }) => sessions),
    attempts: sum(({ attempts }) => attempts),
    lost: found((kind) => kind === 'lost'),
    doubleCommits: found((kind) => kind === 'double commit'),
    otherViolations: found((kind) => kind !== 'lost' && kind !== 'double commit'),
    seconds,
  }
}

/** One line for people. */
export const summaryLine = (summary: Summary): string =>
  `${summary.rounds} rounds from seed ${summary.firstSeed} in ${summary.seconds.toFixed(1)} s: ` +
  `${summary.kills} kills, ${summary.stops} stops, ${summary.powerCuts} power cuts, ${summary.processes} processes, ` +
  `${summary.sessions} sessions, ${summary.attempts} attempts; ` +
  `${summary.lost} lost, ${summary.doubleCommits} double commits, ${summary.otherViolations} other violations`

/** What is wrong with each round, how to play it again, and what happened in it. */
export const complaintsOf = (reports: readonly RoundReport[]): string[] =>
  reports
    .filter(({ violations }) => violations.length > 0)
    .map(
      ({ seed, violations, log }) =>
        `HOLDFAST_CRASH_SEED=${seed} HOLDFAST_CRASH_ROUNDS=1 npm run test:crash\n` +
        violations.map(({ kind, text }) => `  ${kind}: ${text}\n`).join('') +
        log,
    )
