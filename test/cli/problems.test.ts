import { readdir, truncate, writeFile } from 'node:fs/promises'
import { PassThrough } from 'node:stream'

import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { run } from '../../src/cli/run.ts'
import { holdfast } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
  await sessions.failed('failed')
})

afterAll(() => sessions.close())

const file = (name: string) => `${sessions.folder}/${name}`

/** A whole copy of the store. */
async function copyTo(name: string): Promise<string> {
  await sessions.store.backup(file(name))
  return file(name)
}

function change(path: string, sql: string): void {
  const database = new Database(path)
  database.exec(sql)
  database.close()
}

const list = (path: string) => holdfast(['sessions', 'list', '--store', path])

describe('a store that cannot be used', () => {
  test.each(['list', 'export'])('is not made by %s', async (command) => {
    const before = await readdir(sessions.folder)
    expect(await holdfast(['sessions', command, '--store', file('nowhere.db')])).toMatchObject({ code: 3 })
    expect(await readdir(sessions.folder)).toEqual(before)
  })

  test('is not made of an empty file', async () => {
    await writeFile(file('empty.db'), '')
    expect(await list(file('empty.db'))).toMatchObject({ code: 3, stdout: '' })
    expect(await readdir(sessions.folder)).not.toContain('empty.db-wal')
  })

  test('that is a folder is named', async () => {
    expect(await list(sessions.folder)).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${sessions.folder} is not a file: give the store the path of one\n`,
    })
  })

  test('that is no database is named, without a stack', async () => {
    await writeFile(file('damaged.db'), 'x'.repeat(8192))
    const result = await list(file('damaged.db'))
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^error: the store .*damaged\.db is damaged, or no database at all: .*\n$/)
  })

  test('that was cut short is named', async () => {
    await truncate(await copyTo('short.db'), 8192)
    const result = await list(file('short.db'))
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^error: the store .*short\.db is damaged/)
  })

  test('of a later version is named', async () => {
    change(await copyTo('newer.db'), 'PRAGMA user_version = 9000')
    const result = await list(file('newer.db'))
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(
      /^error: the store .*newer\.db has version 9\.0, and this Holdfast knows .*\n$/,
    )
  })

  test('that is another program’s is named', async () => {
    change(file('other.db'), 'CREATE TABLE other (id)')
    const result = await list(file('other.db'))
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/other\.db is the database of another program/)
  })

  test('that is locked is named, and can still be read', { timeout: 20_000 }, async () => {
    const path = await copyTo('locked.db')
    // To open it for the first time would write to it.
    await list(path)
    const locking = new Database(path)
    locking.exec('BEGIN IMMEDIATE')
    expect(await list(path)).toMatchObject({ code: 0 })
    const result = await holdfast(['sessions', 'retry', 'failed', '--store', path])
    locking.close()
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^error: the store .*locked\.db was locked by others for longer than .*\n$/)
  })

  test('is told of with a stack where --debug asks for it', async () => {
    const result = await holdfast(['sessions', 'list', '--store', sessions.folder, '--debug'])
    expect(result).toMatchObject({ code: 1 })
    expect(result.stderr).toMatch(/^error: StoreError: .*\n {4}at /)
  })
})

describe('an output that fails', () => {
  const broken = (code: string) =>
    Object.assign(new PassThrough(), {
      write: (_: string, callback: (error: Error) => void) =>
        callback(Object.assign(new Error(`${code}: write`), { code })),
    })

  test('is no failure where nobody reads it any more', async () => {
    const stderr = new PassThrough()
    expect(await run(['sessions', 'list'], { stdout: broken('EPIPE') as never, stderr })).toBe(0)
    expect(stderr.read()).toBeNull()
  })

  test('is a failure where the disk is full, told as far as that can be', async () => {
    const stdout = broken('ENOSPC') as never
    expect(await run(['sessions', 'list'], { stdout, stderr: stdout })).toBe(1)
  })
})
