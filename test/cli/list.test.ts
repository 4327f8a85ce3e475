import { hostname } from 'node:os'
import { stripVTControlCharacters } from 'node:util'

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { holdfast, linesOf } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
  await sessions.done('a')
  await sessions.failed('b')
  await sessions.parked('c\u001b[2J')
  await sessions.held('d')
})

afterAll(() => sessions.close())

const list = (...args: readonly string[]) => holdfast(['sessions', 'list', ...args])

const idsOf = async (...args: readonly string[]) =>
  linesOf(await list('--json', ...args)).map((line) => (line as { id: string }).id)

describe('holdfast sessions list', () => {
  test('prints aligned columns without control codes where there is no terminal', async () => {
    const { code, stdout } = await list()
    expect(code).toBe(0)
    const holder = `process ${process.pid} on ${hostname()}`
    const ago = String.raw`(now|\d+(\.\d)? s ago)`
    const lines = [
      'ID +STATUS +ATTEMPT +DUE +RUN BY +CHANGED +KIND',
      `a +done +1 +${ago} +charge`,
      `b +failed +1 +${ago} +charge`,
      String.raw`c\\x1b\[2J +sleeping +1 +in 3 h +nobody +${ago} +charge`,
      `d +sleeping +1 +in 3 h +${holder} +${ago} +charge`,
    ]
    const table = stdout.trimEnd().split('\n')
    expect(table).toEqual(lines.map((line) => expect.stringMatching(new RegExp(`^${line}$`))))
    const [titles = '', done = '', , parked = '', held = ''] = table
    expect(titles.indexOf('STATUS')).toBe(done.indexOf('done'))
    expect(titles.indexOf('RUN BY')).toBe(parked.indexOf('nobody'))
    expect(titles.indexOf('KIND')).toBe(held.indexOf('charge'))
  })

  test('says what becomes of a session that nobody runs', async () => {
    const { stderr } = await list()
    expect(stderr).toBe(
      'What nobody runs belongs to its program: it goes on when that next calls runWithRetry with the id.\n',
    )
    expect(await list('--status', 'done,failed')).toMatchObject({ stderr: '' })
  })

  test('fits the terminal and has colors there', async () => {
    const { stdout } = await holdfast(['sessions', 'list'], { columns: 60 })
    expect(stdout).toContain('\u001b[31mfailed\u001b[39m')
    const lines = stdout.split('\n')
    expect(Math.max(...lines.map((line) => stripVTControlCharacters(line).length))).toBe(60)
    expect(stdout).toContain('proces…')
  })

  test('chooses by status, given as a list or repeatedly', async () => {
    expect(await idsOf('--status', 'done, failed')).toEqual(['a', 'b'])
    expect(await idsOf('--status', 'done', '--status', 'failed')).toEqual(['a', 'b'])
    expect(await idsOf('--status', 'quarantined')).toEqual([])
  })

  test('chooses by machine', async () => {
    expect(await idsOf('--kind', 'charge')).toHaveLength(4)
    expect(await idsOf('--kind', 'refund')).toEqual([])
  })

  test('goes on after an id, and says that there are more', async () => {
    expect(await idsOf('--limit', '2')).toEqual(['a', 'b'])
    expect(await idsOf('--limit', '1', '--after', 'a')).toEqual(['b'])
    expect((await list('--limit', '2')).stderr).toBe('There are more: --after b\n')
    expect((await list('--limit', '4', '--status', 'done')).stderr).toBe('')
  })

  test('names no holder whose lease has run out', async () => {
    const { store } = sessions
    const session = {
      id: 'e',
      kind: 'lost',
      machineVersion: '1',
      snapshotFormat: 1,
      status: 'active',
    } as const
    await store.insert(session, { owner: 'a worker', leaseFor: 0 })
    expect((await list('--kind', 'lost')).stdout).toMatch(/\ne +active +0 +nobody +/)
    await store.delete('e')
  })

  test('says that there are none', async () => {
    expect(await list('--kind', 'refund')).toEqual({
      code: 0,
      stdout: '',
      stderr: `No session of ${sessions.path} is like that.\n`,
    })
  })

  test('prints the record of each as JSON, without its texts', async () => {
    const [, failed, , held] = linesOf(await list('--json'))
    const { input: _, snapshot: _1, result: _2, error: _3, ...facts } = await sessions.get('b')
    expect(failed).toEqual({ ...facts, held: false })
    expect(held).toMatchObject({ id: 'd', status: 'sleeping', held: true, dueAt: expect.any(Number) })
  })

  test.each([
    ['--status', 'faild', 'There is no status "faild"; there are active, sleeping, done, failed, '],
    ['--limit', '0', 'It must be a whole number from 1.'],
    ['--limit', '1.5', 'It must be a whole number from 1.'],
    ['--kind', '', 'kind must be a string that is not empty, got ""'],
    ['--after', '', 'id must be 1 to 255 characters long, got ""'],
  ])('ends with 2 for %s "%s"', async (option, value, message) => {
    const result = await list(option, value)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(`argument '${value}' is invalid. ${message}`)
  })
})
