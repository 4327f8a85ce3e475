import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { holdfast, linesOf } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

let sessions: StoredSessions

beforeAll(async () => {
  vi.stubEnv('HOLDFAST_STORE', '')
  sessions = await createStoredSessions()
  await sessions.failed('failed')
  await sessions.failed('failed too')
  await sessions.parked('parked')
  await sessions.parked('parked too')
  await sessions.done('done')
})

afterAll(() => sessions.close())

/** Runs a command on the store of this file. */
const onStore = (...args: readonly string[]) => holdfast(['sessions', ...args, '--store', sessions.path])

/** Each command, in the order in which the sessions allow it. */
const COMMANDS = [
  { name: 'list', args: [], prints: /^ID +STATUS/, json: { id: 'done', held: false } },
  { name: 'show', args: ['failed'], prints: /^failed\n/, json: { id: 'failed', decoded: { problem: null } } },
  { name: 'export', args: ['--output', 'out'], prints: /^5 sessions are in /, json: { exported: 5 } },
  { name: 'wake', args: ['parked'], prints: /^parked is due now/, json: { outcome: 'due' } },
  { name: 'cancel', args: ['parked'], prints: /^parked is cancelled\.$/m, json: { outcome: 'cancelled' } },
  { name: 'retry', args: ['failed'], prints: /^failed runs again/, json: { outcome: 'retried' } },
  { name: 'prune', args: ['--done', '1d'], prints: /^0 sessions removed/, json: { count: 0, dryRun: false } },
] as const

const OF_ONE = COMMANDS.filter(({ args: [first] }) => first !== undefined && !first.startsWith('-'))

describe.each(COMMANDS)('holdfast sessions $name', ({ name, args, prints, json }) => {
  /** A session, or a file, that the first run has not used. */
  const again = args.map((arg) => (name === 'show' ? arg : arg.replace(/^(failed|parked)$/, '$1 too')))
  const inFolder = (list: readonly string[], file: string) =>
    list.map((arg) => (arg === 'out' ? `${sessions.folder}/${file}` : arg))

  test('does it, and says so', async () => {
    const result = await onStore(name, ...inFolder(args, 'first'))
    expect(result).toMatchObject({ code: 0 })
    expect(result.stdout).toMatch(prints)
  })

  test('prints JSON', async () => {
    const result = await onStore(name, ...inFolder(again, 'second'), '--json')
    expect(result).toMatchObject({ code: 0, stderr: '' })
    const [first] = name === 'show' ? [JSON.parse(result.stdout)] : linesOf(result)
    expect(first).toMatchObject(json)
  })

  test('ends with 3 where there is no store', async () => {
    const path = `${sessions.folder}/nowhere.db`
    const result = await holdfast(['sessions', name, ...inFolder(args, 'third'), '--store', path])
    expect(result).toEqual({
      code: 3,
      stdout: '',
      stderr: `error: there is no store at ${path}: name the file that the program gives to openSqliteStore\n`,
    })
  })

  test('ends with 2 where no store is named', async () => {
    const result = await holdfast(['sessions', name, ...args])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(/^error: no store is named: give --store <path>, or set HOLDFAST_STORE$/m)
  })

  test('ends with 2 for an argument too many', async () => {
    const result = await onStore(name, ...args, 'one', 'too', 'many')
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(
      /^error: too many arguments for '\w+'\. Expected \d arguments? but got \d\.$/m,
    )
  })

  test('ends with 2 for an unknown option, and names one that is near', async () => {
    const result = await onStore(name, ...args, '--jsn')
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain("error: unknown option '--jsn'\n(Did you mean --json?)")
  })

  test('has help with examples and exit codes', async () => {
    const result = await holdfast(['sessions', name, '--help'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toContain(`Usage: holdfast sessions ${name}`)
    expect(result.stdout).toContain(`\nExamples:\n  $ holdfast sessions ${name} `)
    expect(result.stdout).toContain('\nExit codes:\n    0  ')
  })
})

describe.each(OF_ONE)('holdfast sessions $name', ({ name }) => {
  test('ends with 3 where there is no such session', async () => {
    const result = await onStore(name, 'invoice-42')
    const stderr = `error: there is no session invoice-42 in ${sessions.path}: holdfast sessions list shows those there are\n`
    expect(result).toEqual({ code: 3, stdout: '', stderr })
  })

  test('ends with 2 where no session is named', async () => {
    const result = await onStore(name)
    expect(result).toMatchObject({ code: 2, stderr: "error: missing required argument 'id'\n" })
  })

  test('ends with 2 for what can be no id', async () => {
    const result = await onStore(name, 'x'.repeat(256))
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(
      /value 'x+' is invalid for argument 'id'\. id must be 1 to 255 characters long/,
    )
  })
})

describe('holdfast', () => {
  test('has a version', async () => {
    const result = await holdfast(['--version'])
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test.each([
    [['sesions'], 'sessions'],
    [['sessions', 'lst'], 'list'],
    [['sessions', 'retyr', 'invoice-42'], 'retry'],
  ])('suggests a command that is near to %j', async (args, near) => {
    const result = await holdfast(args)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(`(Did you mean ${near}?)`)
  })

  test.each([[[]], [['sessions']]])('shows its help where a command is missing: %j', async (args) => {
    const result = await holdfast(args)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(/^Usage: holdfast/)
  })

  test.each([[['--help']], [['help']], [['sessions', '--help']]])('has help: %j', async (args) => {
    const result = await holdfast(args)
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toMatch(/\nExamples:\n.*\nExit codes:\n/s)
  })
})
