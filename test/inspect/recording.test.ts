import { AsyncRetrying, runWithRetry, stopAfterAttempt } from 'holdfast'
import { attach, createInspector, readRecording, recordTo } from 'holdfast/inspect'
import type { InspectorMessage, RecordOptions } from 'holdfast/inspect'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'

import { nodeProcess } from '../../src/inspect/recording/node-builtins.ts'
import { gists } from './support/gist.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-recording-'))
  path = join(folder, 'sessions.jsonl')
})

afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

/** An inspector that records, and a way to run a session that it sees. */
function recording(options?: RecordOptions, to = path) {
  const inspector = createInspector()
  const recorder = recordTo(to, options)
  inspector.addSink(recorder)
  const run = (name: string) => runWithRetry({ name }, () => 'ok', { inspect: inspector.inspect })
  return { inspector, recorder, run }
}

const lines = async (file = path) => (await readFile(file, 'utf8')).split('\n')

const files = async () => (await readdir(folder)).toSorted()

test('a recording is a header and messages, as JSON lines, and is read back', async () => {
  const { inspector, run } = recording()
  await run('load')
  await inspector.close()
  const [header, ...rest] = await lines()
  expect(JSON.parse(String(header))).toStrictEqual({
    type: 'recording',
    version: 1,
    at: expect.closeTo(Date.now(), -5),
    pid: process.pid,
  })
  expect(rest.pop()).toBe('')
  expect(rest.map((line) => JSON.parse(line))).toStrictEqual(inspector.messages())
  expect(readRecording(path)).toStrictEqual({ messages: inspector.messages(), damaged: 0 })
  expect(readRecording(await readFile(path, 'utf8'))).toStrictEqual(readRecording(path))
})

test('messages are written within some milliseconds, and when one asks', async () => {
  const { inspector, recorder, run } = recording()
  await run('load')
  await expect(readFile(path)).rejects.toThrow('ENOENT')
  await vi.waitFor(async () => expect(readRecording(path).messages).toStrictEqual(inspector.messages()))
  await run('again')
  recorder.flush()
  expect(readRecording(path).messages).toStrictEqual(inspector.messages())
  await inspector.close()
})

test('many messages are written at once', async () => {
  const { inspector, run } = recording()
  for (let n = 0; n < 60; n++) await run('load')
  // Nobody has waited, nor asked.
  expect(readRecording(path).messages.length).toBeGreaterThanOrEqual(500)
  await inspector.close()
})

test('only its user may read it', async () => {
  const { inspector, run } = recording()
  await run('load')
  await inspector.close()
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('the id of the process can be in its name', async () => {
  const { inspector, run } = recording({}, join(folder, 'a-%p-%p.jsonl'))
  await run('load')
  await inspector.close()
  expect(await files()).toStrictEqual([`a-${process.pid}-${process.pid}.jsonl`])
})

describe('a file that is there already', () => {
  test('is gone on with, with a header', async () => {
    for (const name of ['first', 'second']) {
      const { inspector, run } = recording()
      await run(name)
      await inspector.close()
    }
    const { messages, damaged } = readRecording(path)
    expect(gists(messages, 'session')).toStrictEqual(['session first', 'session second'])
    expect(damaged).toBe(0)
    expect((await lines()).filter((line) => line.includes('"recording"'))).toHaveLength(2)
  })

  test('and ends in half a line is gone on with on another', async () => {
    const first = recording()
    await first.run('first')
    await first.inspector.close()
    await truncate(path, (await stat(path)).size - 9)
    const cut = readRecording(path)
    expect(cut.damaged).toBe(1)
    expect(cut.messages).toStrictEqual(first.inspector.messages().slice(0, -1))

    const second = recording()
    await second.run('second')
    await second.inspector.close()
    const { messages, damaged } = readRecording(path)
    expect(damaged).toBe(1)
    expect(gists(messages, 'session', 'end')).toStrictEqual(['session first', 'session second', 'end done'])
  })

  test('and is full is put aside', async () => {
    await writeFile(path, `{"type":"recording","version":1,"at":0,"pid":1}\n${' '.repeat(5000)}\n`)
    const { inspector, run } = recording({ maxBytes: 5000 })
    await run('load')
    await inspector.close()
    expect(await files()).toStrictEqual(['sessions.jsonl', 'sessions.jsonl.1'])
    expect(JSON.parse(String((await lines())[0]))).toMatchObject({ type: 'recording' })
  })
})

describe('a file that would grow too large', () => {
  /** Runs sessions until there is a number of files. */
  async function fill(options: RecordOptions, sessions: number) {
    const { inspector, recorder, run } = recording({ maxBytes: 30_000, ...options })
    for (let n = 1; n <= sessions; n++) {
      await run(`s${n}`)
      recorder.flush()
    }
    return inspector
  }

  test('is put aside, so that none is larger than it may be, and all are read as one', async () => {
    const inspector = await fill({}, 20)
    await inspector.close()
    const names = await files()
    expect(names.length).toBeGreaterThan(2)
    for (const name of names) expect((await stat(join(folder, name))).size).toBeLessThanOrEqual(30_000)
    expect(readRecording(path)).toStrictEqual({ messages: inspector.messages(), damaged: 0 })
  })

  test('is deleted in its turn', async () => {
    const inspector = await fill({ files: 3 }, 60)
    await inspector.close()
    expect(await files()).toStrictEqual(['sessions.jsonl', 'sessions.jsonl.1', 'sessions.jsonl.2'])
    const sessions = gists(readRecording(path).messages, 'session')
    expect(sessions.at(-1)).toBe('session s60')
    expect(sessions).not.toContain('session s1')
  })

  test('is begun anew where only one may be', async () => {
    const inspector = await fill({ files: 1 }, 60)
    await inspector.close()
    expect(await files()).toStrictEqual(['sessions.jsonl'])
    expect(gists(readRecording(path).messages, 'session').at(-1)).toBe('session s60')
  })

  test('is not put aside for a batch that is too large for any', async () => {
    const { inspector, run } = recording({ maxBytes: 100 })
    await run('load')
    await inspector.close()
    expect(await files()).toStrictEqual(['sessions.jsonl'])
    expect(readRecording(path).messages).toStrictEqual(inspector.messages())
  })

  test('leaves one behind that can be understood alone', async () => {
    const { inspector, recorder, run } = recording({ maxBytes: 40_000 })
    onTestFinished(attach(inspector))
    const loop = new AsyncRetrying({ name: 'long', stop: stopAfterAttempt(99) }).loop()
    await (await loop.next()).value?.run(() => 1)
    for (let n = 1; n <= 20; n++) {
      await run(`s${n}`)
      recorder.flush()
    }
    await loop.next()
    await inspector.close()
    expect((await files()).length).toBeGreaterThan(1)
    const alone = readRecording(await readFile(path, 'utf8')).messages
    const known = new Set(alone.filter(({ type }) => type === 'session').map((message) => sessionOf(message)))
    const named = new Set(
      alone.filter(({ type }) => type !== 'definition').map((message) => sessionOf(message)),
    )
    expect(named.has(inspector.sessions().find(({ name }) => name === 'long')?.sessionId)).toBe(true)
    expect([...named].filter((id) => !known.has(id))).toStrictEqual([])
    expect(gists(alone, 'definition').length).toBeGreaterThan(0)
  })
})

const sessionOf = (message: InspectorMessage) => ('sessionId' in message ? message.sessionId : undefined)

describe('where nothing can be written', () => {
  const warned = () => vi.spyOn(process, 'emitWarning').mockImplementation(() => {})

  /** Runs two sessions, between which the recorder has tried. */
  async function runTwice({ inspector, recorder, run }: ReturnType<typeof recording>) {
    for (const name of ['first', 'second']) {
      expect(await run(name)).toBe('ok')
      recorder.flush()
    }
    await inspector.close()
    return recorder
  }

  test.each<[string, () => Promise<string>]>([
    ['there is no such folder', async () => join(folder, 'none', 'x.jsonl')],
    [
      'the path is a folder',
      async () => {
        await mkdir(join(folder, 'x'))
        return join(folder, 'x')
      },
    ],
    // Every write there fails as on a full disk.
    ['the disk is full', async () => '/dev/full'],
  ])('because %s, a warning says so once, and sessions go on', async (_why, place) => {
    const warn = warned()
    const to = await place()
    const parts = recording({}, to)
    const recorder = await runTwice(parts)
    expect(warn).toHaveBeenCalledOnce()
    expect(warn.mock.calls[0]?.[0]).toContain(`holdfast cannot record to ${to}: Error: E`)
    expect(recorder.lost).toBe(parts.inspector.messages().length)
  })

  test('for a while, the rest is recorded', async () => {
    const warn = warned()
    const parts = recording({}, join(folder, 'later', 'x.jsonl'))
    await parts.run('lost')
    parts.recorder.flush()
    const { lost } = parts.recorder
    expect(lost).toBe(parts.inspector.messages().length)
    await mkdir(join(folder, 'later'))
    await parts.run('kept')
    await parts.inspector.close()
    expect(gists(readRecording(join(folder, 'later', 'x.jsonl')).messages, 'session')).toStrictEqual([
      'session kept',
    ])
    expect(parts.recorder.lost).toBe(lost)
    expect(warn).toHaveBeenCalledOnce()
  })
})

describe('what is no recording', () => {
  test.each(['{"type":"session"}\n', '{"a":1}', '{', '{"type":"recording"}', '{}'])(
    'is refused: %s',
    (text) => {
      expect(() => readRecording(text)).toThrow(
        expect.objectContaining({
          name: 'TypeError',
          message: expect.stringContaining('recording must be JSON lines'),
        }),
      )
    },
  )

  test('but an empty file is refused', async () => {
    await writeFile(path, '')
    expect(() => readRecording(path)).toThrow('recording must be JSON lines')
  })

  test('but of a newer form says so', () => {
    expect(() => readRecording('{"type":"recording","version":2,"at":0,"pid":1}')).toThrow(
      expect.objectContaining({
        name: 'RangeError',
        message: 'recording must be of version 1, or Holdfast upgraded, got 2',
      }),
    )
  })

  test('and does not exist is the file system’s error', () => {
    expect(() => readRecording(join(folder, 'none'))).toThrow('ENOENT')
  })

  test('has lines that are left out and counted', async () => {
    const { inspector, run } = recording()
    await run('load')
    await inspector.close()
    await appendFile(path, '\nnot JSON\nnull\n[]\n{"type":"end"}\n{"seq":1}\n\n')
    expect(readRecording(path)).toStrictEqual({ messages: inspector.messages(), damaged: 5 })
  })
})

test.each([
  ['path', ['', {}]],
  ['path', [7, {}]],
  ['maxBytes', ['x', { maxBytes: 0 }]],
  ['files', ['x', { files: '3' }]],
  ['depth', ['x', { depth: 1 }]],
])('a wrong %s is refused at once', (option, args) => {
  expect(() => recordTo(...(args as [string, object]))).toThrow(option)
})

test('where there is no file system, that is said at once', () => {
  vi.stubGlobal('process', undefined)
  try {
    expect(() => recordTo('x')).toThrow('recordings are files')
    expect(() => nodeProcess()).toThrow(TypeError)
    expect(readRecording('{"type":"recording","version":1,"at":0,"pid":1}').messages).toStrictEqual([])
  } finally {
    vi.unstubAllGlobals()
  }
})

test('a recorder that is closed leaves no listener on the process', async () => {
  const before = process.listenerCount('exit')
  const { inspector, run } = recording()
  await run('load')
  expect(process.listenerCount('exit')).toBe(before + 1)
  await inspector.close()
  expect(process.listenerCount('exit')).toBe(before)
})
