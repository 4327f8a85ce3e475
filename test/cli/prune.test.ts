import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSqliteStore } from 'holdfast/sqlite'

import { holdfast } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

const DAY = 86_400_000

let sessions: StoredSessions

beforeEach(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
  await sessions.done('new')
  await sessions.parked('parked')
  await endedDaysAgo(8, 'done')
  await endedDaysAgo(8, 'failed')
  await endedDaysAgo(8, 'cancelled')
  await endedDaysAgo(100, 'failed')
})

afterEach(() => sessions.close())

/** A session whose end is that long ago, by the clock of the store that it was in. */
async function endedDaysAgo(days: number, status: 'done' | 'failed' | 'cancelled') {
  const clock = { now: () => sessions.store.now() - days * DAY }
  const store = await openSqliteStore(sessions.path, { clock })
  const id = `${status} ${days}`
  await store.insert({ id, kind: 'charge', machineVersion: '1', snapshotFormat: 1, status: 'active' })
  await store.commit(id, { rev: 1, owner: null }, { status, event: status })
  await store.close()
}

const prune = (...args: readonly string[]) => holdfast(['sessions', 'prune', ...args])

const ids = async () => (await sessions.store.list()).map(({ id }) => id)

const ALL = ['cancelled 8', 'done 8', 'failed 100', 'failed 8', 'new', 'parked']

describe('holdfast sessions prune', () => {
  test('removes what ended that long ago', async () => {
    const result = await prune('--done', '7d', '--failed', '90d')
    expect(result).toEqual({ code: 0, stdout: '2 sessions removed.\n', stderr: '' })
    expect(await ids()).toEqual(['cancelled 8', 'failed 8', 'new', 'parked'])
    expect(await sessions.store.history('done 8')).toEqual([])
  })

  test('removes one as well', async () => {
    expect(await prune('--cancelled', '1 week')).toMatchObject({ stdout: '1 session removed.\n' })
    expect(await ids()).not.toContain('cancelled 8')
  })

  test('counts what it would remove', async () => {
    const result = await prune('--done', '7d', '--failed', '7d', '--dry-run')
    expect(result).toEqual({ code: 0, stdout: '3 sessions would be removed.\n', stderr: '' })
    expect(await ids()).toEqual(ALL)
  })

  test('counts as JSON', async () => {
    const { stdout } = await prune('--cancelled', '7d', '--json', '--dry-run')
    expect(JSON.parse(stdout)).toEqual({ count: 1, dryRun: true })
  })

  test('removes nothing where nothing is named', async () => {
    expect(await prune()).toEqual({
      code: 2,
      stdout: '',
      stderr: 'error: nothing says what to remove: give --done 7d, --failed 90d, or --cancelled 30d\n',
    })
    expect(await ids()).toEqual(ALL)
  })

  test.each([
    ['7', 'Name its unit: 7d, 12h, 30m.'],
    ['', 'Name its unit: 7d, 12h, 30m.'],
    ['a week', 'it must be milliseconds or a string like "1.5s", got "a week"'],
    ['-7d', 'it must be '],
  ])('refuses the age "%s"', async (age, message) => {
    const result = await prune(`--done=${age}`)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(`argument '${age}' is invalid. ${message}`)
    expect(await ids()).toEqual(ALL)
  })
})
