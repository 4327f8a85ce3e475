import { readRecording } from 'holdfast/inspect'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { acceptPrograms } from '../../src/visualizer/sources/program-source.ts'
import { root } from '../support/project.ts'
import { tryRun } from '../support/run.ts'
import type { Output } from '../support/run.ts'
import { rowWhen } from '../visualizer/live/support/hear.ts'
import { serve } from '../visualizer/live/support/serve.ts'
import { gists } from './support/gist.ts'

// Real programs in processes of their own, which never heard of inspection.

const PROGRAM = `
  import { AsyncRetrying, retry, stopAfterAttempt } from 'holdfast/retry'

  let calls = 0
  const load = retry({ stop: stopAfterAttempt(3) })(async function load() {
    if (++calls < 2) throw new Error('connection to https://bob:hunter2@example.com reset')
    return 'loaded'
  })
  console.log(await load())
  for await (const attempt of new AsyncRetrying({ name: 'block' })) await attempt.run(() => 1)
`

const inUrl = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`

/** Makes whoever asks for XState fail. */
const WITHOUT_XSTATE = inUrl(`
  import { register } from 'node:module'
  register(${JSON.stringify(
    inUrl(`export const resolve = (specifier, context, next) => {
      if (/^xstate/.test(specifier)) throw new Error('XState was asked for')
      return next(specifier, context)
    }`),
  )})
`)

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly imports?: readonly string[]
}

const REGISTER = 'holdfast/inspect/register'

const argumentsFor = (program: string, imports: readonly string[]) => [
  ...['tsx', ...imports].flatMap((each) => ['--import', each]),
  '--conditions=@holdfast/source',
  '--input-type=module',
  '--eval',
  program,
]

const runProgram = (program: string, { env = {}, imports = [REGISTER] }: Options = {}): Promise<Output> =>
  tryRun(process.execPath, argumentsFor(program, imports), { cwd: root, env })

let folder: string
const pathTo = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-register-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe.concurrent('a program that is started with holdfast/inspect/register', { timeout: 60_000 }, () => {
  test('is what it was, and says on stderr what its sessions do', async () => {
    const { code, stdout, stderr } = await runProgram(PROGRAM)
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'loaded\n' })
    const lines = stderr.replace(/ [\da-f]{8}-\d+ /g, ' 1 ').replace(/[\d.]+(?:e-\d+)? ms/g, '1 ms')
    expect(lines.trimEnd().split('\n')).toStrictEqual([
      'holdfast 1 load: attempt 1 failed in 1 ms: Error: connection to https://[redacted]@example.com reset',
      'holdfast 1 load: sleeps 1 ms',
      'holdfast 1 load: attempt 2 done in 1 ms',
      'holdfast 1 load: done after 2 attempts in 1 ms',
      'holdfast 1 block: attempt 1 done in 1 ms',
      'holdfast 1 block: done after 1 attempt in 1 ms',
    ])
  })

  test('is recorded where HOLDFAST_RECORD says, and says nothing', async () => {
    const path = pathTo('recorded.jsonl')
    const { code, stdout, stderr } = await runProgram(PROGRAM, { env: { HOLDFAST_RECORD: path } })
    expect({ code, stdout, stderr }).toStrictEqual({ code: 0, stdout: 'loaded\n', stderr: '' })
    const { messages, damaged } = readRecording(path)
    expect(damaged).toBe(0)
    expect(gists(messages, 'session', 'end')).toStrictEqual([
      'session load',
      'end done',
      'session block',
      'end done',
    ])
    expect(JSON.stringify(messages)).not.toContain('hunter2')
  })

  test('can do both, or neither', async () => {
    const both = await runProgram(PROGRAM, {
      env: { HOLDFAST_RECORD: pathTo('both.jsonl'), HOLDFAST_LOG: 'on' },
    })
    expect(both.stderr).toContain('load: done after 2 attempts')
    expect(readRecording(pathTo('both.jsonl')).messages.length).toBeGreaterThan(0)
    const neither = await runProgram(PROGRAM, { env: { HOLDFAST_LOG: 'off' } })
    expect(neither).toStrictEqual({ code: 0, stdout: 'loaded\n', stderr: '' })
  })

  test('has recorded all when it exits in the midst of things', async () => {
    const path = pathTo('exits.jsonl')
    const program = `
      import { retry } from 'holdfast/retry'
      retry(async function exits() { process.exit(3) })()
    `
    const { code } = await runProgram(program, { env: { HOLDFAST_RECORD: path } })
    expect(code).toBe(3)
    // The function is called before XState tells of the state.
    expect(gists(readRecording(path).messages).at(-1)).toBe('event xstate.done.actor.before')
  })

  test('has recorded all when an exception ends it', async () => {
    const path = pathTo('throws.jsonl')
    const program = `
      import { retry } from 'holdfast/retry'
      retry(() => new Promise(() => setTimeout(() => { throw new Error('uncaught') })))()
    `
    const { code, stderr } = await runProgram(program, { env: { HOLDFAST_RECORD: path } })
    expect(code).toBe(1)
    expect(stderr).toContain('uncaught')
    expect(gists(readRecording(path).messages).at(-1)).toBe('state attempting.running')
  })

  test('that is killed leaves a recording that can be read', async () => {
    const path = pathTo('killed.jsonl')
    const program = `
      import { retry } from 'holdfast/retry'
      retry(() => { throw new Error('down') })().catch(() => {})
      setTimeout(() => console.log('a while'), 100)
    `
    const child = spawn(process.execPath, argumentsFor(program, [REGISTER]), {
      cwd: root,
      env: { ...process.env, HOLDFAST_RECORD: path },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'close')
    const { messages, damaged } = readRecording(path)
    expect(messages.length).toBeGreaterThan(10)
    expect(damaged).toBeLessThanOrEqual(1)
  })

  test('goes on where nothing can be recorded, and says so once', async () => {
    const path = pathTo('none/x.jsonl')
    const { code, stdout, stderr } = await runProgram(PROGRAM, { env: { HOLDFAST_RECORD: path } })
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'loaded\n' })
    expect(stderr.match(/holdfast cannot record/g)).toHaveLength(1)
  })

  test('shows sessions of its own copy of Holdfast too, and of machines', async () => {
    const { stderr } = await runProgram(`
      import { runWithRetry, startRetry } from 'holdfast'
      await runWithRetry({ name: 'one' }, () => 1)
      await startRetry({ name: 'two' }, () => 1).result
    `)
    expect(stderr).toMatch(/one: done after 1 attempt[^]*two: done after 1 attempt/)
  })
})

describe.concurrent('without it', { timeout: 60_000 }, () => {
  test('holdfast/retry never asks for XState', async () => {
    expect(await runProgram(PROGRAM, { imports: [WITHOUT_XSTATE] })).toStrictEqual({
      code: 0,
      stdout: 'loaded\n',
      stderr: '',
    })
  })

  test('which the test would notice', async () => {
    const { code, stderr } = await runProgram(PROGRAM, { imports: [WITHOUT_XSTATE, REGISTER] })
    expect(code).not.toBe(0)
    expect(stderr).toContain('XState was asked for')
  })
})

describe('the module itself', () => {
  /** Imports it anew, with some environment; what it leaves on the process is gone after the test. */
  async function register(env: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
    const before = process.listeners('exit')
    vi.resetModules()
    await import('holdfast/inspect/register')
    const added = process.listeners('exit').filter((listener) => !before.includes(listener))
    onTestFinished(() => {
      for (const listener of added) process.off('exit', listener)
      vi.unstubAllEnvs()
    })
    const { retry } = await import('holdfast/retry')
    return { retry, exit: () => added.forEach((listener) => listener.call(process, 0)) }
  }

  test('logs by default', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { retry, exit } = await register({ HOLDFAST_RECORD: '' })
    await retry(() => 1)()
    exit()
    expect(write.mock.calls.join()).toContain('attempt 1 done')
    write.mockRestore()
  })

  test('logs beside a recording or a visualizer only where it is told to', async () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const { retry, exit } = await register({ HOLDFAST_LOG: 'off' })
    await retry(() => 1)()
    exit()
    expect(write).not.toHaveBeenCalled()
    write.mockRestore()
  })

  test('shows sessions in a visualizer instead, from the first on', async () => {
    const served = await serve((addSource) => acceptPrograms({ addSource }))
    const { retry, exit } = await register({ HOLDFAST_VISUALIZER: served.url })
    // It is connected before the program begins.
    expect(served.sources.size).toBe(1)
    await retry(async function shown() {})()
    exit()
    expect(await rowWhen(served, 'shown', ({ status }) => status === 'done')).toMatchObject({ attempt: 1 })
  })

  test('warns of an address that is none', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockReturnValue()
    await register({ HOLDFAST_VISUALIZER: 'here' })
    expect(warn.mock.lastCall?.[0]).toContain(
      'holdfast shows nothing in a visualizer, as HOLDFAST_VISUALIZER is wrong',
    )
    warn.mockRestore()
  })

  test('records instead, what waits at the exit too', async () => {
    const path = pathTo('itself.jsonl')
    const { retry, exit } = await register({ HOLDFAST_RECORD: path })
    void retry(() => new Promise(() => {}))()
    exit()
    expect(gists(readRecording(path).messages).at(-1)).toBe('state attempting.before')
  })
})
