import { openSqliteStore, type SessionQuery } from 'holdfast/sqlite'
import Database from 'libsql'
import { beforeAll, expect, test } from 'vitest'

import { readFilter } from '../../src/stores/session-filter.ts'
import { openStore } from '../../src/stores/sqlite/open-store.ts'
import { selectSessions } from '../../src/stores/sqlite/select-sessions.ts'
import type { SqlValue } from '../../src/stores/sqlite/sqlite-driver.ts'
import { session } from './support/sessions.ts'
import { spyOnPlatform } from './support/spied-platform.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

beforeAll(async () => {
  await (await openSqliteStore(path('plans.db'))).close()
})

/** How SQLite goes about it. */
function planOf(sql: string, ...values: readonly SqlValue[]): string[] {
  const database = new Database(path('plans.db'))
  // The columns are those of the SQLite manual.
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]
  database.close()
  return rows.map(({ detail }) => detail)
}

const BY_ID = 'retry_session USING INDEX sqlite_autoindex_retry_session_1'
const CHANGED = 'SEARCH retry_session USING INDEX retry_session_changed (updated_at>?)'
const SORTED = 'USE TEMP B-TREE FOR ORDER BY'

test.each<[SessionQuery, ...string[]]>([
  [{}, `SCAN ${BY_ID}`],
  [{ after: 'a' }, `SEARCH ${BY_ID} (id>?)`],
  [{ status: 'sleeping', after: 'a' }, `SEARCH ${BY_ID} (id>?)`],
  [{ dueBefore: 1 }, 'SEARCH retry_session USING INDEX retry_session_due (due_at<?)'],
  [{ dueBefore: 1, kind: 'charge' }, 'SEARCH retry_session USING INDEX retry_session_due (due_at<?)'],
  [{ status: 'failed' }, 'SEARCH retry_session USING INDEX retry_session_ended (status=?)'],
  [
    { status: ['done'], after: 'a' },
    'SEARCH retry_session USING INDEX retry_session_ended (status=? AND id>?)',
  ],
  // That index holds the active ones, and those that are held, alone.
  [{ status: 'active' }, 'SCAN retry_session USING INDEX retry_session_running', SORTED],
  [{ status: 'active', after: 'a' }, 'SCAN retry_session USING INDEX retry_session_running', SORTED],
  [{ changedSince: 1 }, CHANGED, SORTED],
  [{ changedSince: 1, after: 'a', kind: 'charge' }, CHANGED, SORTED],
  [{ changedSince: 1, status: 'sleeping' }, CHANGED, SORTED],
  [{ changedSince: 1, status: ['failed', 'done'], after: 'a' }, CHANGED, SORTED],
])('the list of %j is found by an index', (query, ...plan) => {
  const { sql, values } = selectSessions(readFilter(query))
  expect(planOf(sql, ...values)).toEqual(plan)
})

test('no statement goes through all sessions', async () => {
  const { platform, said } = spyOnPlatform()
  const store = await openStore(path('plans.db'), { retention: { done: 0 }, history: 1 }, platform)
  said.length = 0
  const lease = { owner: 'me', leaseFor: 1000 }
  await store.insert(session('a'), lease)
  await store.renew(lease)
  await store.commit('a', { rev: 1, owner: 'me' }, { leaseFor: null, event: 'released' })
  await store.claim('a', lease)
  await store.cancel('a')
  await store.history('a')
  await store.prune()
  await store.delete('a')
  await store.close()
  const statements = new Set(said.filter((sql) => /^(INSERT|UPDATE|DELETE|SELECT)/.test(sql)))
  expect(statements.size).toBeGreaterThan(7)
  const scans = [...statements].flatMap((sql) => {
    const places = sql.match(/\?/g) ?? []
    return planOf(sql, ...places.map(() => 1)).filter((step) => step.startsWith('SCAN'))
  })
  expect(scans).toEqual([])
})
