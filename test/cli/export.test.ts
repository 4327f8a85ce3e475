import { readFile, stat } from 'node:fs/promises'

import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { holdfast, linesOf } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
  await sessions.done('done', { token: 'secret' })
  await sessions.failed('failed')
})

afterAll(() => sessions.close())

const exported = (...args: readonly string[]) => holdfast(['sessions', 'export', ...args])

/** A session as its line has it. */
const lineOf = async (id: string) => ({
  ...(await sessions.get(id)),
  history: await sessions.store.history(id),
})

describe('holdfast sessions export', () => {
  test('writes each session and its history as a line', async () => {
    const result = await exported()
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(linesOf(result)).toEqual([await lineOf('done'), await lineOf('failed')])
  })

  test('leaves out what may hold secrets', async () => {
    const result = await exported('--no-texts', '--status', 'done')
    const { input: _, snapshot: _1, result: _2, error: _3, ...line } = await lineOf('done')
    expect(linesOf(result)).toEqual([line])
    expect(result.stdout).not.toContain('secret')
  })

  test('writes to a file that its owner alone can read', async () => {
    const output = `${sessions.folder}/out.jsonl`
    const result = await exported('--output', output)
    expect(result).toEqual({ code: 0, stdout: `2 sessions are in ${output}.\n`, stderr: '' })
    expect((await stat(output)).mode & 0o777).toBe(0o600)
    expect(await readFile(output, 'utf8')).toBe((await exported()).stdout)
  })

  test('reports as JSON', async () => {
    const output = `${sessions.folder}/one.jsonl`
    const { stdout } = await exported('--output', output, '--after', 'done', '--json')
    expect(JSON.parse(stdout)).toEqual({ exported: 1, output })
  })

  test('overwrites no file', async () => {
    expect(await exported('--output', sessions.path)).toEqual({
      code: 1,
      stdout: '',
      stderr: `error: ${sessions.path} exists already: name a new file\n`,
    })
  })

  test('says what the file system says', async () => {
    const result = await exported('--output', `${sessions.folder}/nowhere/out.jsonl`)
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^error: ENOENT: no such file or directory, open '/)
  })

  test('leaves no half file behind when it is interrupted', async () => {
    const output = `${sessions.folder}/half.jsonl`
    // As soon as it listens: a file of a few lines is written in no time.
    const interrupt = (event: string | symbol) => {
      if (event === 'SIGINT') queueMicrotask(() => process.emit('SIGINT'))
    }
    process.on('newListener', interrupt)
    onTestFinished(() => void process.off('newListener', interrupt))
    expect(await exported('--output', output)).toEqual({ code: 130, stdout: '', stderr: '' })
    await expect(stat(output)).rejects.toThrow('ENOENT')
  })

  test('takes more sessions than fit a page', async () => {
    const { store } = sessions
    const session = { kind: 'many', machineVersion: '1', snapshotFormat: 1, status: 'sleeping' } as const
    const ids = Array.from({ length: 450 }, (_, index) => `many-${String(index).padStart(3, '0')}`)
    for (const id of ids) await store.insert({ id, ...session })
    const lines = linesOf(await exported('--kind', 'many')) as { id: string }[]
    expect(lines.map(({ id }) => id)).toEqual(ids)
  })
})
