import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { commandArgs, commandLine, inShell } from './programs.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

const ESCAPE = '\u001B'

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  await sessions.failed('failed')
  await sessions.parked('parked')
  // More than a pipe holds.
  for (let n = 0; n < 300; n++)
    await sessions.store.insert({
      id: `long-${n}`,
      kind: 'long',
      machineVersion: '1',
      snapshotFormat: 1,
      status: 'sleeping',
      input: '"x"'.padEnd(1000),
    })
})

afterAll(() => sessions.close())

const onStore = (line: string, env: Readonly<Record<string, string>> = {}) =>
  inShell(line, { HOLDFAST_STORE: sessions.path, FORCE_COLOR: '1', ...env })

describe('the command as a process', { timeout: 60_000 }, () => {
  test('prints no control codes where its output is piped', async () => {
    const { code, stdout } = await onStore(commandLine('sessions', 'list', '--status', 'failed'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/^ID +STATUS .*\nfailed +failed .*\n$/)
    expect(stdout).not.toContain(ESCAPE)
  })

  test('ends though a module that it drew keeps a timer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-'))
    const module = join(folder, 'busy.mjs')
    const machine = import.meta.resolve('holdfast')
    await writeFile(
      module,
      `import { createRetryMachine } from '${machine}'
      export const machine = createRetryMachine({ id: 'busy' })
      setInterval(() => {}, 1000)`,
    )
    const { code, stdout } = await inShell(commandLine('draw', module, '--mermaid'))
    expect({ code, begin: stdout.slice(0, 15) }).toEqual({ code: 0, begin: 'stateDiagram-v2' })
    await rm(folder, { recursive: true })
  })

  test.skipIf(process.platform !== 'linux')('fits a terminal, with colors unless NO_COLOR', async () => {
    const line = commandLine('sessions', 'list', '--status', 'failed')
    // Of these variables Node takes its own view of what a terminal can show.
    const inTerminal = (setting: string) =>
      onStore(
        `env -u CI -u FORCE_COLOR -u NO_COLOR ${setting} script -qec "stty cols 60; exec ${line}" /dev/null`,
      )
    const { stdout } = await inTerminal('TERM=xterm-256color')
    expect(stdout).toContain(`${ESCAPE}[31mfailed${ESCAPE}[39m`)
    const plain = await inTerminal('TERM=xterm-256color NO_COLOR=1')
    expect(plain.stdout).not.toContain(ESCAPE)
  })

  test.each([
    ['sessions', 'export'],
    ['sessions', 'list', '--json', '--limit', '1000'],
    ['sessions', '--help'],
  ])('ends well when its reader has had enough: %s %s', async (...args) => {
    const { stdout, stderr } = await onStore(`{ ${commandLine(...args)}; echo "code $?" >&2; } | head -n 1`)
    expect(stdout).not.toBe('')
    expect(stderr).toBe('code 0\n')
  })

  test('ends at once and without a word when it is interrupted', async () => {
    const command = spawn(process.execPath, commandArgs('sessions', 'export'), {
      cwd: root,
      env: { ...process.env, HOLDFAST_STORE: sessions.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const exit = once(command, 'exit')
    const errors = text(command.stderr)
    // Nobody reads, so that it cannot end before.
    await once(command.stdout, 'readable')
    command.kill('SIGINT')
    expect(await exit).toEqual([null, 'SIGINT'])
    expect(await errors).toBe('')
  })

  test('is named in the history, with its user and host', async () => {
    expect(await onStore(commandLine('sessions', 'retry', 'failed'))).toMatchObject({ code: 0 })
    const history = await sessions.store.history('failed')
    expect(history.at(-1)).toMatchObject({ type: 'retried', by: `${userInfo().username}@${hostname()}` })
  })

  test('ends with the code of what went wrong', async () => {
    const missing = await onStore(commandLine('sessions', 'show', 'invoice-42'))
    expect(missing).toMatchObject({ code: 3, stdout: '' })
    const usage = await onStore(commandLine('sessions', 'shwo'))
    expect(usage).toMatchObject({ code: 2, stdout: '' })
    const refused = await onStore(commandLine('sessions', 'retry', 'parked'))
    expect(refused).toMatchObject({ code: 4, stdout: '' })
  })
})
