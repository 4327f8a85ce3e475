import { openSqliteStore } from 'holdfast/sqlite'
import { loadDriver } from '../../../src/stores/sqlite/load-driver.ts'
import { checkAnswers } from '../checks/check-answers.ts'
import { checkAttempts } from '../checks/check-attempts.ts'
import { checkHistory } from '../checks/check-history.ts'
import { checkOwners } from '../checks/check-owners.ts'
import type { Violation } from '../checks/violation.ts'
import { expectedAttempts } from '../script.ts'
import type { WorldLine } from '../world-log.ts'
import type { RoundPlan } from './plan-round.ts'

/** Looks at what a round has left: its store, and the log of what really happened. */
export async function inspectRound(
  { scripts, lives }: Pick<RoundPlan, 'scripts' | 'lives'>,
  file: string,
  lines: readonly WorldLine[],
): Promise<Violation[]> {
  const violations: Violation[] = []
  const mayForget = lives.flat().some(({ kind }) => kind === 'power cut')
  const store = await openSqliteStore(file)
  for (const script of scripts) {
    const { id } = script
    const report = (kind: Violation['kind'], text: string) =>
      void violations.push({ kind, text: `${id}: ${text}` })
    const history = await store.history(id)
    const ofSession = lines.filter((line) => 'id' in line && line.id === id)
    checkHistory(history, expectedAttempts(script), report)
    checkOwners(history, lines, report)
    checkAttempts(ofSession, history, mayForget, report)
    checkAnswers(script, ofSession, await store.get(id), report)
  }
  await store.close()
  for (const text of await findDamage(file)) violations.push({ kind: 'damaged file', text })
  return violations
}

async function findDamage(file: string): Promise<string[]> {
  const Driver = await loadDriver((name) => import(name))
  const database = new Driver(file)
  const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
  database.close()
  return rows.map(({ integrity_check: text }) => text).filter((text) => text !== 'ok')
}
