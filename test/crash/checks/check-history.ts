import type { SessionEvent } from 'holdfast'
import type { Report } from './violation.ts'

/**
 * Looks for gaps in a session's revisions, and whether the outcome of each attempt was committed once.
 *
 * @param attempts - how many it must have taken
 */
export function checkHistory(history: readonly SessionEvent[], attempts: number, report: Report): void {
  checkRevisions(history, report)
  const commits = countOutcomes(history, report)
  for (let attempt = 1; attempt <= Math.max(attempts, ...commits.keys()); attempt++) {
    const times = commits.get(attempt) ?? 0
    if (times > 1) report('double commit', `the outcome of attempt ${attempt} was committed ${times} times`)
    if (times === 0) report('history', `the outcome of attempt ${attempt} was never committed`)
    if (attempt > attempts) report('history', `it took attempt ${attempt}, and ${attempts} were enough`)
  }
}

function checkRevisions(history: readonly SessionEvent[], report: Report): void {
  for (const [index, { rev, type }] of history.entries())
    if (rev !== index + 1) report('revisions', `${type} has revision ${rev}, and not ${index + 1}`)
}

/** @returns for each attempt, how often its outcome was committed */
function countOutcomes(history: readonly SessionEvent[], report: Report): Map<number, number> {
  const commits = new Map<number, number>()
  const count = (attempt: number) => void commits.set(attempt, (commits.get(attempt) ?? 0) + 1)
  let running = 0

  for (const [index, { type, attempt }] of history.entries()) {
    switch (type) {
      case 'created':
        running = attempt
        break
      case 'attempt':
        if (attempt !== running + 1) report('history', `attempt ${attempt} begins after attempt ${running}`)
        // Without a sleep between, the next attempt is all that tells of the outcome.
        if (running > 0 && !commits.has(running)) count(running)
        running = attempt
        break
      case 'sleeping':
        count(attempt)
        break
      case 'done':
      case 'failed':
        count(attempt)
        if (index < history.length - 1) report('history', `it goes on after it was ${type}`)
        break
      case 'claimed':
        break
      default:
        report('history', `nobody asked for ${type}`)
    }
  }
  return commits
}
