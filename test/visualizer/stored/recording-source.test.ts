import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { runWithRetry, startRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { createInspector, recordTo } from 'holdfast/inspect'
import type { RecordOptions } from 'holdfast/inspect'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'

import { recordingText } from '../../../src/visualizer/http/recording-text.ts'
import { createRecordingSource } from '../../../src/visualizer/sources/recording-source.ts'
import type { SessionSource } from '../../../src/visualizer/sources/session-source.ts'
import { nextTurn } from '../../support/next-turn.ts'
import { rejection } from '../../support/settled.ts'
import { countTurns, listenTo, until } from './listening.ts'

let path: string

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-visualizer-'))
  path = join(folder, 'sessions.jsonl')
  return () => rm(folder, { recursive: true })
})

/** An inspector that records, and a session that fails once and then succeeds. */
function record(options?: RecordOptions) {
  const inspector = createInspector()
  inspector.addSink(recordTo(path, options))
  const { inspect } = inspector
  const run = (name: string) =>
    runWithRetry(
      { name, id: 'charge', stop: stopAfterAttempt(3) },
      ({ attemptNumber }) => (attemptNumber === 1 ? Promise.reject(new Error('503')) : 'ok'),
      { inspect, id: `${name}-1` },
    )
  return { inspector, run }
}

async function rowsOf(source: SessionSource) {
  const { listener, rows } = listenTo(source)
  await source.start(listener)
  return [...rows.values()]
}

/** It cannot be made a text or a number. */
const odd = { toString: 1, valueOf: 1 }

const HEADER = '{"type":"recording","version":1,"at":0,"pid":1}\n'

test('a recording has the sessions that were recorded', async () => {
  const { inspector, run } = record()
  await run('load')
  await inspector.close()
  const [held] = inspector.sessions()
  const source = await createRecordingSource({ path })
  expect(source.info()).toEqual({
    id: expect.stringMatching(/^recording:[\w-]{10}$/),
    type: 'recording',
    title: 'sessions.jsonl',
    connected: true,
  })
  const rows = await rowsOf(source)
  expect(rows).toEqual([
    {
      key: `${source.info().id.replace('recording', 'recorded')}:${held?.sessionId}`,
      name: 'load',
      kind: 'charge',
      origin: 'recorded',
      source: source.info().id,
      id: 'load-1',
      status: 'done',
      state: 'done',
      attempt: 2,
      limit: 3,
      lastFailure: 'Error: 503',
      startedAt: held?.startedAt,
      changedAt: held?.endedAt,
      endedAt: held?.endedAt,
      can: [],
    },
  ])
  const key = rows[0]?.key ?? ''
  const [definition, ...messages] = inspector.messages()
  expect(definition).toMatchObject({ type: 'definition' })
  expect(await source.detail(key)).toEqual({
    definition: definition?.type === 'definition' && definition.definition,
    messages,
    forgotten: 0,
    taken: expect.objectContaining({}),
  })
  expect(await source.snapshot(key)).toEqual({
    snapshot: { value: 'done', status: 'done', context: expect.objectContaining({ attemptNumber: 2 }) },
    restorable: false,
    reason: expect.stringMatching(/^a recording has the last state that was told/),
  })
  expect(await source.command(key, 'retry', 'ada')).toBe('is recorded: no command reaches it')
  await source.close()
})

test('of a session that has not ended in it nobody knows what became', async () => {
  const { inspector } = record()
  const machine = { id: 'charge', wait: waitFixed('3h') }
  const fail = () => Promise.reject(new Error('503'))
  const { actor, result } = startRetry(machine, fail, { inspect: inspector.inspect })
  result.catch(() => {})
  onTestFinished(() => {
    actor.stop()
  })
  await until(() => actor.getSnapshot().matches({ sleeping: 'resting' }))
  await inspector.close()
  const [row] = await rowsOf(await createRecordingSource({ path }))
  expect(row).toMatchObject({
    status: 'lost',
    state: 'sleeping.resting',
    error: 'Error: 503',
    can: [],
  })
  expect(row).not.toHaveProperty('wakeAt')
  expect(row).not.toHaveProperty('endedAt')
})

test('all parts of a recording are read as one, and a text likewise', async () => {
  const { inspector, run } = record({ maxBytes: 30_000, files: 20 })
  for (let n = 1; n <= 12; n++) {
    await run(`s${n}`)
    // Each is written before the next.
    await nextTurn()
    await until(async () => (await readFile(path, 'utf8').catch(() => '')).includes(`"s${n}"`))
  }
  await inspector.close()
  await readFile(`${path}.1`)
  const rows = await rowsOf(await createRecordingSource({ path }))
  expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, n) => `s${n + 1}`))
  const text = await readFile(path, 'utf8')
  const last = await createRecordingSource({ name: 'sent.jsonl', text })
  expect(last.info().title).toBe('sent.jsonl')
  expect((await rowsOf(last)).at(-1)).toMatchObject({ name: 's12', status: 'done' })
  const again = await createRecordingSource({ name: 'sent.jsonl', text })
  expect(again.info().id).toBe(last.info().id)
  const other = await createRecordingSource({ name: 'sent.jsonl', text: `${text}\n` })
  expect(other.info().id).not.toBe(last.info().id)
})

test('a session that another machine started is below that one', async () => {
  const text = [
    { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'order' } },
    { type: 'session', seq: 2, at: 1, sessionId: 'a', definitionId: 'd', name: 'order' },
    { type: 'session', seq: 3, at: 2, sessionId: 'b', definitionId: 'd', name: 'pay', parentId: 'a' },
  ]
    .map((message) => JSON.stringify(message))
    .join('\n')
  const [parent, child] = await rowsOf(await createRecordingSource({ name: 'x', text: HEADER + text }))
  expect(child?.parent).toBe(parent?.key)
  expect(parent?.key).toMatch(/^recorded:[\w-]{10}:a$/)
})

test('a session of which a recording has only a part says how much is missing', async () => {
  const taken = { source: 'order', event: 'PAY', index: 0 }
  const lines = [
    { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'order' } },
    { type: 'session', seq: 2, at: 1, sessionId: 'a', definitionId: 'd', name: 'order' },
    {
      type: 'dropped',
      seq: 3,
      at: 1,
      count: 605,
      sessionId: 'a',
      taken: { 'order PAY 0': 7, 'order END 0': 1 },
    },
    { type: 'dropped', seq: 3, at: 1, count: 1, sessionId: 'unknown' },
    { type: 'dropped', seq: 3, at: 1, count: 1, sessionId: 'a', taken: { 'order PAY 0': '7' } },
    {
      type: 'state',
      seq: 700,
      at: 2,
      sessionId: 'a',
      value: 'x',
      status: 'active',
      eventType: 'PAY',
      taken: [taken],
    },
  ]
  const text = HEADER + lines.map((line) => JSON.stringify(line)).join('\n')
  const source = await createRecordingSource({ name: 'x', text })
  expect(source.info().remark).toBe('1 of its lines could not be read')
  const [row] = await rowsOf(source)
  const detail = await source.detail(row!.key)
  expect(detail).toMatchObject({ forgotten: 605, taken: { 'order PAY 0': 8, 'order END 0': 1 } })
  // Of what it shows it makes the same again.
  const again = await createRecordingSource({ name: 'y', text: recordingText(detail!, 3)! })
  const [same] = await rowsOf(again)
  expect(await again.detail(same!.key)).toStrictEqual(detail)
})

describe('what is wrong with a recording', () => {
  test('is said: lines that cannot be read, and messages that were lost', async () => {
    const { inspector, run } = record()
    await run('load')
    await inspector.close()
    const broken = [
      'not JSON',
      '{"type":"definition","seq":900,"at":1,"definitionId":"x"}',
      '{"type":"session","seq":901,"at":1,"sessionId":"of no chart","definitionId":"x","name":"x"}',
      '{"type":"session","seq":901,"at":1,"sessionId":"unknown","definitionId":"none","name":"x"}',
      '{"type":"dropped","seq":902,"at":1,"count":12}',
      '{"type":"dropped","seq":903,"at":1,"count":"12"}',
      '{"type":"sta',
    ]
    await appendFile(path, broken.join('\n'))
    const source = await createRecordingSource({ path })
    expect(source.info().remark).toBe(
      '4 of its lines could not be read; 12 messages were not recorded, as there were too many at once',
    )
    expect(await rowsOf(source)).toHaveLength(1)
  })

  test('hides no other session', async () => {
    const text = [
      { type: 'definition', seq: 1, at: 1, definitionId: 'd', definition: { id: 'm' } },
      { type: 'session', seq: 2, at: 1, sessionId: 's0', definitionId: 'd', name: 'n0' },
      { type: 'end', seq: 3, at: 1, sessionId: 's0', status: 'failed', error: { name: odd, message: 'x' } },
      { type: 'session', seq: 4, at: 1, sessionId: 's1', definitionId: 'd', name: 'n1' },
      { type: 'session', seq: 5, at: 1, sessionId: 's2', definitionId: 'd', name: 'n2', key: odd },
      { type: 'dropped', seq: 6, at: 1, count: 1 },
    ]
      .map((message) => JSON.stringify(message))
      .join('\n')
    const source = await createRecordingSource({ name: 'x', text: HEADER + text })
    expect((await rowsOf(source)).map(({ name, error }) => [name, error])).toEqual([
      ['n0', 'Error: x'],
      ['n1', undefined],
    ])
    const other = '1 message was not recorded, as there were too many at once'
    expect(source.info().remark).toBe(`1 of its lines could not be read; ${other}`)

    const { listener, rows } = listenTo(source)
    let changes = 0
    await source.start({
      ...listener,
      changed: () => changes++,
      row(row) {
        if (row.name === 'n0') throw new Error('it cannot be shown')
        listener.row(row)
      },
    })
    expect([...rows.values()].map(({ name }) => name)).toEqual(['n1'])
    expect(changes).toBe(1)
    expect(source.info().remark).toBe(`2 of its lines could not be read; ${other}`)
  })

  test.each([
    ['is empty', ''],
    ['is no JSON', 'hello'],
    ['is something else', '{"level":"info"}'],
  ])('is an error that names it, where it %s', async (_what, text) => {
    const error = {
      name: 'TypeError',
      message: expect.stringMatching(
        /^the recording sessions\.jsonl must be JSON lines, of which the first is a header, got /,
      ),
    }
    await writeFile(path, text)
    expect(await rejection(createRecordingSource({ path }))).toMatchObject(error)
    expect(await rejection(createRecordingSource({ name: 'sessions.jsonl', text }))).toMatchObject(error)
  })

  test('is that a newer Holdfast wrote it', async () => {
    const text = '{"type":"recording","version":2,"at":0,"pid":1}'
    expect(await rejection(createRecordingSource({ name: 'new', text }))).toMatchObject({
      name: 'RangeError',
      message: 'the recording new must be of version 1, or Holdfast upgraded, got 2',
    })
  })

  test('is that there is none', async () => {
    expect(await rejection(createRecordingSource({ path }))).toMatchObject({ code: 'ENOENT' })
  })
})

test('a session that is not in it is not known', async () => {
  const source = await createRecordingSource({ name: 'x', text: HEADER })
  for (const key of ['recorded:x:1', `recorded:${source.info().id.slice(10)}:1`]) {
    expect(await source.detail(key)).toBeUndefined()
    expect(await source.snapshot(key)).toBeUndefined()
  }
})

describe('a long recording', () => {
  const session = (n: number) =>
    JSON.stringify({
      type: 'session',
      seq: n + 2,
      at: n,
      sessionId: `s${n}`,
      definitionId: 'd',
      name: `s${n}`,
    })
  const definition = '{"type":"definition","seq":1,"at":1,"definitionId":"d","definition":{"id":"x"}}\n'
  const text = `${HEADER}${definition}${Array.from({ length: 20_000 }, (_, n) => session(n)).join('\n')}`

  test('leaves others their turn while it is read and told', async () => {
    const turns = countTurns()
    const source = await createRecordingSource({ name: 'long', text })
    const whileRead = turns.count
    expect(await rowsOf(source)).toHaveLength(20_000)
    expect(whileRead).toBeGreaterThan(3)
    expect(turns.stop()).toBeGreaterThan(whileRead)
  })

  test('is read whole from a file, which comes in pieces that end within lines', async () => {
    await writeFile(path, text)
    const source = await createRecordingSource({ path })
    expect(source.info()).not.toHaveProperty('remark')
    expect(await rowsOf(source)).toHaveLength(20_000)
  })

  test('tells nothing more once it is closed', async () => {
    const source = await createRecordingSource({ name: 'long', text })
    const { listener, rows } = listenTo(source)
    const started = source.start(listener)
    await source.close()
    await started
    expect(rows.size).toBeLessThan(20_000)
  })
})
