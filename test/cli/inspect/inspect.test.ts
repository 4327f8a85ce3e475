import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'

import { runWithRetry } from 'holdfast'
import { createInspector, recordTo } from 'holdfast/inspect'
import type { RowPage } from 'holdfast/visualizer'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import type { ExitCode } from '../../../src/cli/exit-codes.ts'
import { run } from '../../../src/cli/run.ts'
import { root } from '../../support/project.ts'
import { createStoredSessions } from '../stored-sessions.ts'
import type { StoredSessions } from '../stored-sessions.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-inspect-'))
})

afterEach(() => rm(folder, { recursive: true }))

const patiently = { timeout: 20_000, interval: 20 }

/** The command, begun in this process. */
function begin(...args: readonly string[]) {
  const said = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof said) =>
    new PassThrough().on('data', (chunk) => {
      said[name] += String(chunk)
    })
  const code = run(['inspect', '--port', '0', ...args], {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
  })

  const url = () =>
    vi.waitFor(() => {
      const [found] = /http:\S+/.exec(said.stdout) ?? []
      if (found === undefined) throw new Error(`it has printed no address, but: ${said.stderr}`)
      return new URL(found)
    }, patiently)

  return {
    said,
    url,
    async rows(): Promise<RowPage> {
      const { origin, hash } = await url()
      const headers = { authorization: `Bearer ${hash.replace('#token=', '')}` }
      const response = await fetch(`${origin}/api/sessions?limit=500`, { headers })
      expect(response.status).toBe(200)
      return (await response.json()) as RowPage
    },
    async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<ExitCode> {
      await url()
      // What it prints is there before it listens for signals.
      await vi.waitFor(() => expect(process.listenerCount(signal)).toBeGreaterThan(0), patiently)
      process.emit(signal, signal)
      return code
    },
    code,
  }
}

describe('holdfast inspect', { timeout: 60_000 }, () => {
  // Programs load what the sources are written in.
  beforeEach(() => void vi.stubEnv('NODE_OPTIONS', '--import tsx'))

  afterEach(() => void vi.unstubAllEnvs())

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'prints the address, and runs until %s',
    async (signal) => {
      const command = begin()
      const { hostname, hash } = await command.url()
      expect([hostname, hash]).toEqual(['127.0.0.1', expect.stringMatching(/^#token=.{16,}$/)])
      expect((await command.rows()).total).toBe(0)
      expect(await command.end(signal)).toBe(0)
      expect(command.said.stderr).toBe('')
      expect(process.listenerCount(signal)).toBe(0)
    },
  )

  test('is read-only, and knows a token, where it is told so', async () => {
    const command = begin('--read-only', '--token', 'a-token-of-my-own')
    const { origin, hash } = await command.url()
    expect(hash).toBe('#token=a-token-of-my-own')
    const response = await fetch(`${origin}/api/commands`, {
      method: 'POST',
      headers: { authorization: 'Bearer a-token-of-my-own', 'content-type': 'application/json' },
      body: JSON.stringify({ command: 'cancel', keys: ['x'] }),
    })
    expect(response.status).toBe(403)
    expect(await command.end()).toBe(0)
  })

  test('shows a failing server’s sessions', async () => {
    const command = begin('--demo')
    await vi.waitFor(async () => {
      const { rows } = await command.rows()
      expect(rows).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ name: 'load prices', status: 'done', attempt: 1, limit: 3 }),
          expect.objectContaining({ name: 'watch warehouse', status: 'sleeping' }),
          expect.objectContaining({ name: 'nightly backup', status: 'sleeping', id: 'backup-1' }),
        ]),
      )
    }, patiently)
    expect(await command.end()).toBe(0)
  })

  test('shows a recording', async () => {
    const path = join(folder, 'app.jsonl')
    const inspector = createInspector()
    inspector.addSink(recordTo(path))
    await runWithRetry({ name: 'long ago' }, () => 'ok', { inspect: inspector.inspect })
    await inspector.close()
    const command = begin('--file', path)
    await vi.waitFor(async () => {
      expect((await command.rows()).rows).toMatchObject([
        { name: 'long ago', status: 'done', origin: 'recorded' },
      ])
    }, patiently)
    expect(await command.end()).toBe(0)
  })

  test('shows a program, and what becomes of it', async () => {
    const program = join(folder, 'program.mts')
    await writeFile(program, PROGRAM)
    const node = [process.execPath, '--conditions=@holdfast/source', '--import', 'tsx', program]
    const command = begin('--', ...node)
    await vi.waitFor(async () => {
      expect((await command.rows()).rows).toMatchObject([{ name: 'from outside', status: 'failed' }])
    }, patiently)
    await vi.waitFor(() => {
      expect(command.said.stderr).toMatch(/program\.mts has ended with code 3\. Its sessions are still shown/)
    }, patiently)
    expect(await command.end()).toBe(1)
    expect(command.said.stderr).toMatch(/error: \S+ .*program\.mts ended with code 3\n$/)
  })

  test('says how a program was killed, and nothing of one that ended well', async () => {
    const command = begin('--', process.execPath, '--eval', 'process.kill(process.pid, "SIGKILL")')
    await vi.waitFor(() => expect(command.said.stderr).toContain('has ended by SIGKILL'), patiently)
    expect(await command.end()).toBe(1)
    const well = begin('--', process.execPath, '--eval', '0')
    await vi.waitFor(() => expect(well.said.stderr).toContain('has ended with code 0'), patiently)
    expect(await well.end()).toBe(0)
  })

  test('ends a program that still runs, by the signal that came', async () => {
    const path = join(folder, 'signals')
    const command = begin('--', process.execPath, '--eval', NOTES_SIGNALS, path)
    await noted(path, 'ready')
    expect(await command.end('SIGHUP')).toBe(0)
    expect(await readFile(path, 'utf8')).toBe('ready SIGHUP ')
    expect(command.said.stderr).toBe('')
  })

  test('leaves it to the terminal to interrupt a program, and kills one that does not end', async () => {
    const isTTY = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY')
    Object.defineProperty(process.stdin, 'isTTY', { value: true, configurable: true })
    try {
      const path = join(folder, 'signals')
      const command = begin(
        '--',
        process.execPath,
        '--eval',
        NOTES_SIGNALS.replace('process.exit()', ''),
        path,
      )
      await noted(path, 'ready')
      process.emit('SIGINT', 'SIGINT')
      process.emit('SIGINT', 'SIGINT')
      expect(await command.code).toBe(0)
      expect(await readFile(path, 'utf8')).toBe('ready ')
    } finally {
      if (isTTY === undefined) Reflect.deleteProperty(process.stdin, 'isTTY')
      else Object.defineProperty(process.stdin, 'isTTY', isTTY)
    }
  })

  test('ends a program that has hardly begun', async () => {
    const listeners = process.listenerCount('SIGTERM')
    const command = begin('--', process.execPath, '--eval', 'setInterval(() => {}, 1000)')
    await vi.waitFor(
      () => {
        if (process.listenerCount('SIGTERM') === listeners) throw new Error('it does not listen yet')
      },
      { ...patiently, interval: 1 },
    )
    process.emit('SIGTERM', 'SIGTERM')
    expect(await command.code).toBe(0)
  })

  test('takes a token that is set to nothing for none', async () => {
    vi.stubEnv('HOLDFAST_TOKEN', '')
    const command = begin()
    expect((await command.url()).hash.length).toBeGreaterThan('#token='.length + 16)
    expect(await command.end()).toBe(0)
  })
})

describe('what is wrong is said at once', { timeout: 60_000 }, () => {
  test.each([
    [
      ['--port', 'http'],
      2,
      'argument \'http\' is invalid. --port must be a whole number from 0 to 65535, got "http"',
    ],
    [['--port', '65536'], 2, '--port must be a whole number from 0 to 65535, got 65536'],
    [['--port', ''], 2, '--port must be a whole number from 0 to 65535, got ""'],
    [['--port', '44.5'], 2, '--port must be a whole number from 0 to 65535, got "44.5"'],
    [['--store', '/nowhere.db'], 3, 'there is no store at /nowhere.db'],
    [['--file', '/nowhere.jsonl'], 3, 'there is no recording at /nowhere.jsonl'],
    [['--host', '0.0.0.0'], 2, 'token must be given'],
    [['--token', 'täglich-neu'], 2, 'token must be a string of visible ASCII characters, got "…"'],
    [['--', 'no-such-program'], 2, 'no-such-program cannot be started: spawn no-such-program ENOENT'],
  ])('%j', async (args, code, text) => {
    const command = begin(...args)
    expect(await command.code).toBe(code)
    expect(command.said.stderr).toContain(text)
  })

  test('a port that is taken', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const command = begin('--port', String(port))
    expect(await command.code).toBe(1)
    expect(command.said.stderr).toContain(String(port))
    server.close()
  })
})

describe('stores', { timeout: 60_000 }, () => {
  let sessions: StoredSessions

  beforeEach(async () => {
    sessions = await createStoredSessions()
    await sessions.failed('invoice-1')
    await sessions.parked('invoice-2')
  })

  afterEach(() => sessions.close())

  test('are named by the option, and are left as they are', async () => {
    const command = begin('--store', sessions.path)
    await vi.waitFor(async () => {
      expect((await command.rows()).rows.map(({ id, status }) => [id, status])).toEqual(
        expect.arrayContaining([
          ['invoice-1', 'failed'],
          ['invoice-2', 'sleeping'],
        ]),
      )
    }, patiently)
    expect(await command.end()).toBe(0)
    expect(await sessions.store.get('invoice-1')).toMatchObject({ status: 'failed' })
  })

  test('that are to come are shown once the program has made them', async () => {
    vi.stubEnv('NODE_OPTIONS', '--import tsx')
    const path = join(sessions.folder, 'new.db')
    const program = join(sessions.folder, 'makes-store.mts')
    await writeFile(program, MAKES_STORE)
    const node = [process.execPath, '--conditions=@holdfast/source', '--import', 'tsx', program, path]
    const never = join(sessions.folder, 'never.db')
    const command = begin('--store', path, '--store', never, '--store', sessions.path, '--', ...node)
    await vi.waitFor(async () => {
      expect((await command.rows()).rows).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: 'first of all', origin: 'stored' }),
          expect.objectContaining({ id: 'invoice-1', origin: 'stored' }),
        ]),
      )
    }, patiently)
    expect(command.said.stderr).toContain(`There is no store at ${path} yet: it is shown once`)
    expect(await command.end()).toBe(0)
    expect(existsSync(never)).toBe(false)
    vi.unstubAllEnvs()
  })

  test('or by the environment, where it is set to something', async () => {
    vi.stubEnv('HOLDFAST_STORE', sessions.path)
    const command = begin()
    await vi.waitFor(async () => expect((await command.rows()).total).toBe(2), patiently)
    expect(await command.end()).toBe(0)
    vi.stubEnv('HOLDFAST_STORE', '')
    const without = begin()
    expect((await without.rows()).total).toBe(0)
    expect(await without.end()).toBe(0)
    vi.unstubAllEnvs()
  })
})

/** Says which signals reach it, in the file that it is given. */
const NOTES_SIGNALS = `
  const note = (text) => require('node:fs').appendFileSync(process.argv[1], text + ' ')
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => { note(name); process.exit() })
  setInterval(() => {}, 1000)
  note('ready')
`

const noted = (path: string, text: string) =>
  vi.waitFor(async () => {
    if (!(await readFile(path, 'utf8')).includes(text)) throw new Error('not yet')
  }, patiently)

const MAKES_STORE = `
import { runWithRetry } from '${root}/src/index.ts'
import { openSqliteStore } from '${root}/src/stores/open-sqlite-store.ts'
const store = await openSqliteStore(process.argv[2])
await runWithRetry({ id: 'charge' }, () => 'ok', { id: 'first of all', store })
await store.close()
`

const PROGRAM = `
import { retry, stopAfterAttempt } from '${root}/src/index.ts'
await retry({ name: 'from outside', stop: stopAfterAttempt(2) })(() => Promise.reject(new Error('down')))().catch(() => {})
process.exit(3)
`
