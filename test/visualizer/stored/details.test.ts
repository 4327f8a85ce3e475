import { createRetryMachine, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { openSqliteStore } from 'holdfast/sqlite'
import type { SessionRecord, SessionStore } from 'holdfast/sqlite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'

import { definitionOf } from '../../../src/inspect/definition-of.ts'
import { createToPlain } from '../../../src/inspect/plain/to-plain.ts'
import { redact } from '../../../src/inspect/redact/redact.ts'
import type { ValuePath } from '../../../src/inspect/redact/redact.ts'
import { createStoreSource } from '../../../src/visualizer/sources/store-source.ts'
import { createStoredKeys } from '../../../src/visualizer/sources/stored/stored-keys.ts'
import { createStoredSessions } from '../../cli/stored-sessions.ts'
import type { StoredSessions } from '../../cli/stored-sessions.ts'
import { listenTo, until } from './listening.ts'

let sessions: StoredSessions

const asItIs = (value: unknown) => value

beforeAll(async () => {
  sessions = await createStoredSessions()
})

afterAll(() => sessions.close())

/** What is known of a session, and its snapshot. */
function lookAt(store: SessionStore, id: string, sanitize = redact) {
  const source = createStoreSource(store, { sanitize })
  const key = createStoredKeys(store.name, asItIs).keyOf(id)
  return {
    detail: async () => there(await source.detail(key)),
    facts: async () => there((await source.detail(key))?.stored),
    snapshot: async () => there(await source.snapshot(key)),
  }
}

function there<T>(found: T | undefined): T {
  if (found === undefined) throw new Error('it is not there')
  return found
}

const look = (id: string) => lookAt(sessions.store, id)

describe('the facts of a stored session', () => {
  test('are its record without texts, its history, who runs it, and where it is', async () => {
    await sessions.held('held')
    const facts = await look('held').facts()
    const { input: _i, snapshot: _s, result: _r, error: _e, ...record } = await sessions.get('held')
    expect(facts).toEqual({
      record: { ...record, leaseUntil: facts.record.leaseUntil },
      store: sessions.path,
      history: (await sessions.store.history('held')).map((event) => ({
        ...event,
        by: expect.stringMatching(/^process \d+ on \S+$/),
      })),
      holder: expect.stringMatching(/^process \d+ on /),
      state: 'sleeping.resting',
      value: { sleeping: 'resting' },
      context: expect.objectContaining({ attemptNumber: 1, failed: true }),
      error: expect.objectContaining({ name: 'TypeError', message: 'down', stack: expect.any(String) }),
    })
  })

  test('hide what the notes of its history give away', async () => {
    await sessions.failed('noted')
    const { rev } = await sessions.get('noted')
    const note = 'refused: token=abc123secret'
    await sessions.store.commit('noted', { rev, owner: null }, { event: 'failed', note }, 'ada@web-1')
    expect((await look('noted').facts()).history.at(-1)).toMatchObject({
      by: 'ada@web-1',
      note: 'refused: token=[redacted]',
    })
  })

  test('are what it came to', async () => {
    await sessions.done('done', { receipt: 7, token: 'abc' })
    const facts = await look('done').facts()
    expect(facts).toMatchObject({ state: 'done', value: 'done', output: { receipt: 7, token: '[redacted]' } })
    expect(facts).not.toHaveProperty('context')
    expect(facts).not.toHaveProperty('holder')
  })

  test('are why it failed, with all causes', async () => {
    await sessions.failed('failed')
    expect(await look('failed').facts()).toMatchObject({
      state: 'failed',
      error: { name: 'RetryError', cause: { message: 'fetch failed', cause: { code: 'ECONNREFUSED' } } },
      context: { statistics: { attemptNumber: 1 } },
    })
  })

  test('are its input, where its store has one, and no more than is known', async () => {
    const { store } = sessions
    const facts = { kind: 'charge', machineVersion: '1', snapshotFormat: 1, status: 'active' } as const
    await store.insert({ id: 'given', ...facts, input: '{"cents":4200}' })
    expect(await look('given').facts()).toEqual({
      record: expect.objectContaining({ id: 'given' }),
      store: sessions.path,
      history: [expect.objectContaining({ type: 'created' })],
      input: { cents: 4200 },
    })
  })

  test('say why the rest cannot be read', async () => {
    const path = `${sessions.folder}/encoded.db`
    const store = await openSqliteStore(path, { encode: btoa, decode: atob })
    const machine = createRetryMachine({ id: 'charge', stop: stopAfterAttempt(1) })
    await runWithRetry(machine, () => Promise.reject(new Error('down')), { id: 'secret', store }).catch(
      () => {},
    )
    await store.close()
    const bare = await openSqliteStore(path)
    onTestFinished(() => bare.close())
    const { facts, snapshot } = lookAt(bare, 'secret')
    expect(await facts()).toMatchObject({
      state: 'failed',
      problem: expect.stringMatching(
        /^what it holds cannot be read here, as its program may encode it \(the option encode of its store\): the snapshot is damaged: it is no JSON text; the text is damaged: it is no JSON text$/,
      ),
    })
    expect(await facts()).not.toHaveProperty('error')
    expect(await snapshot()).toEqual({
      snapshot: null,
      restorable: false,
      reason: 'the snapshot is damaged: it is no JSON text',
    })
  })

  test.each([
    ['no JSON', 'hunter2pw'],
    ['no snapshot', '"hunter2pw"'],
    ['no value', '{"@hunter2pw":"hunter2pw"}'],
  ])('do not quote a text that is %s', async (what, text) => {
    const { store } = sessions
    const facts = { kind: 'charge', machineVersion: '1', snapshotFormat: 1, status: 'active' } as const
    await store.insert({ id: `quoting ${what}`, ...facts, input: `{"@error":${text}}`, snapshot: text })
    const { facts: read, snapshot } = look(`quoting ${what}`)
    const { problem } = await read()
    expect(problem).toMatch(/the snapshot is damaged: .*; the .* damaged: /)
    const { reason } = await snapshot()
    expect(reason).toMatch(/^the snapshot is damaged: /)
    expect([problem, reason].join()).not.toContain('hunter2')
  })

  test('name it by its id as live sessions are named, in its history too', async () => {
    const id = 'pay token=abc123secret'
    await sessions.parked(id)
    const source = createStoreSource(sessions.store, { sanitize: redact })
    const { listener, row, rows } = listenTo(source)
    onTestFinished(() => source.close())
    await source.start(listener)
    await until(() => row('pay token=[redacted]') !== undefined)
    const { key = '' } = row('pay token=[redacted]') ?? {}
    const detail = await source.detail(key)
    expect(detail?.stored).toMatchObject({
      record: { id: 'pay token=[redacted]' },
      history: [{ id: 'pay token=[redacted]' }, {}, {}],
    })
    const snapshot = await source.snapshot(key)
    expect(snapshot?.restorable).toBe(false)
    expect(JSON.stringify([key, [...rows], detail, snapshot])).not.toContain('abc123secret')

    expect(createStoredKeys(sessions.path, createToPlain(redact)).keyOf(id)).toBe(key)
    expect(await source.command(key, 'cancel', 'ada')).toBeUndefined()
    expect(await sessions.get(id)).toMatchObject({ status: 'cancelled' })
    await sessions.store.delete(id)
    const unwatch = source.watch?.(key)
    await until(() => !rows.has(key))
    unwatch?.()
    expect(await source.command(key, 'cancel', 'ada')).toBe('is not in the store any more')
  })

  test.each(['live:1', 'stored:0000000000:done', '', 'nobody', 'x'.repeat(300)])(
    'are not there for the key %s',
    async (id) => {
      const source = createStoreSource(sessions.store, { sanitize: redact })
      const key = id.includes(':') ? id : createStoredKeys(sessions.path, asItIs).keyOf(id)
      expect(await source.detail(key)).toBeUndefined()
      expect(await source.snapshot(key)).toBeUndefined()
    },
  )
})

describe('the statechart of a stored session', () => {
  test('is that of every retry session, under the id of its machine, and names no strategy', async () => {
    await sessions.failed('of a chart')
    const { definition, ...detail } = await look('of a chart').detail()
    expect(detail).toMatchObject({ messages: [], forgotten: 0, taken: {} })
    const machine = createRetryMachine({ id: 'charge', stop: stopAfterAttempt(1) })
    const whole = definitionOf(machine, (value) => value)
    const text = JSON.stringify(whole).replaceAll(/\{"by":"[^"]*"\}/g, '{}')
    expect(text).not.toBe(JSON.stringify(whole))
    expect(JSON.parse(JSON.stringify(definition))).toEqual(JSON.parse(text))
    expect(JSON.stringify(definition)).toContain('"id":"charge.evaluating.stopping"')
  })

  test('is made once', async () => {
    await sessions.done('once')
    const source = createStoreSource(sessions.store, { sanitize: redact })
    const definitions = await Promise.all(
      ['once', 'once'].map(
        async (id) => (await source.detail(createStoredKeys(sessions.path, asItIs).keyOf(id)))?.definition,
      ),
    )
    expect(definitions[0]).toBeDefined()
    expect(definitions[0]).toBe(definitions[1])
  })

  test('is not known of a machine that has states of its own', async () => {
    const { store } = sessions
    await sessions.parked('of another')
    const { rev, snapshot } = await sessions.get('of another')
    const other = String(snapshot).replace('{"sleeping":"resting"}', '{"sleeping":"dreaming"}')
    expect(other).not.toBe(snapshot)
    await store.commit('of another', { rev, owner: null }, { snapshot: other, event: 'sleeping' })
    const { definition, stored } = await look('of another').detail()
    expect(stored?.state).toBe('sleeping.dreaming')
    expect(definition).toBeUndefined()
  })
})

describe('the snapshot of a stored session', () => {
  test('is as it is stored, and can be gone on from', async () => {
    await sessions.parked('parked')
    const { snapshot, restorable, reason } = await look('parked').snapshot()
    expect(restorable).toBe(true)
    expect(reason).toMatch(/^it is as it is stored: runWithRetry and startRetry go on from it/)
    expect(snapshot).toEqual(JSON.parse(String((await sessions.get('parked')).snapshot)))
    const soon = { ...Object(snapshot), wakeAt: 0 }
    const machine = createRetryMachine({ id: 'charge', wait: waitFixed('3h') })
    const result = runWithRetry(machine, ({ attemptNumber }) => `attempt ${attemptNumber}`, {
      snapshot: soon,
    })
    expect(await result).toBe('attempt 2')
  })

  test('cannot be gone on from where something in it is hidden', async () => {
    await sessions.parked('hidden')
    const hide = (value: unknown) => (value === 'down' ? '[hidden]' : value)
    const { snapshot, restorable, reason } = await lookAt(sessions.store, 'hidden', hide).snapshot()
    expect(JSON.stringify(snapshot)).toContain('[hidden]')
    expect(restorable).toBe(false)
    expect(reason).toMatch(/^values in it were hidden or cut, .* holdfast sessions export/)
  })

  const itsContext = expect.objectContaining({ attemptNumber: 1 }) as unknown

  test.each([
    ['context', { value: { sleeping: 'resting' }, context: '[mine]' }],
    ['key', { value: { sleeping: 'resting' }, context: itsContext }],
    ['snapshot', '[mine]'],
  ])('cannot be gone on from where a sanitiser hides the %s', async (part, shown) => {
    const id = `hidden by its ${part}`
    await sessions.parked(id)
    const hide = (value: unknown, path: ValuePath) => (path[0] === part ? '[mine]' : value)
    const { snapshot, restorable, reason } = await lookAt(sessions.store, id, hide).snapshot()
    expect(restorable).toBe(false)
    expect(reason).toMatch(/^values in it were hidden or cut/)
    expect(snapshot).toEqual(shown)
  })

  test('of one that has ended shows nothing that a sanitiser hides in outputs and errors', async () => {
    await sessions.failed('over and hidden')
    const { rev, snapshot: text } = await sessions.get('over and hidden')
    const given = JSON.parse(String(text)) as { snapshot: object }
    const ended = { ...given, snapshot: { ...given.snapshot, output: 'account 1', error: 'account 2' } }
    const change = { snapshot: JSON.stringify(ended), event: 'failed' } as const
    await sessions.store.commit('over and hidden', { rev, owner: null }, change)
    const hide = (value: unknown, [part]: ValuePath) =>
      part === 'output' || part === 'error' ? '[mine]' : value
    expect(await lookAt(sessions.store, 'over and hidden', hide).snapshot()).toMatchObject({
      snapshot: { value: 'failed', output: '[mine]', error: '[mine]' },
      restorable: false,
      reason: 'the session has ended: retry it, and it runs again',
    })
  })

  test('is not gone on from when the session has ended', async () => {
    await sessions.failed('over')
    expect(await look('over').snapshot()).toMatchObject({
      snapshot: { machineId: 'charge' },
      restorable: false,
      reason: 'the session has ended: retry it, and it runs again',
    })
    await sessions.done('paid')
    expect(await look('paid').snapshot()).toEqual({
      snapshot: null,
      restorable: false,
      reason: 'it has ended, and needs none',
    })
  })

  test('is not there in the first attempt', async () => {
    let end = () => {}
    const { store } = sessions
    const fn = () => new Promise<void>((resolve) => (end = resolve))
    const result = runWithRetry({ id: 'charge' }, fn, { id: 'begun', store })
    await vi.waitFor(async () => expect((await sessions.get('begun')).attempt).toBe(1))
    expect(await look('begun').snapshot()).toEqual({
      snapshot: null,
      restorable: false,
      reason: 'it has none before its first attempt has ended',
    })
    expect(await look('begun').facts()).toMatchObject({ state: 'attempting.running' })
    end()
    await result
  })
})

describe('a command', () => {
  const source = () => createStoreSource(sessions.store, { sanitize: redact })
  const command = (id: string, what: 'retry' | 'cancel') =>
    source().command(createStoredKeys(sessions.path, asItIs).keyOf(id), what, 'ada@web-1, visualizer')
  const lastEvent = async (id: string) => (await sessions.store.history(id)).at(-1)

  test('to retry one that sleeps ends its sleep, also when nobody runs it', async () => {
    await sessions.parked('asleep')
    expect(await command('asleep', 'retry')).toBeUndefined()
    expect(await lastEvent('asleep')).toMatchObject({ type: 'wakeRequested', by: 'ada@web-1, visualizer' })
    const record: SessionRecord = await sessions.get('asleep')
    expect(record.dueAt).toBeLessThanOrEqual(sessions.store.now())
  })

  test.each(['failed', 'cancelled'] as const)('to retry one that was %s opens a round', async (status) => {
    const id = `to retry ${status}`
    await (status === 'failed' ? sessions.failed(id) : sessions.parked(id))
    if (status === 'cancelled') await command(id, 'cancel')
    expect(await sessions.get(id)).toMatchObject({ status })
    expect(await command(id, 'retry')).toBeUndefined()
    expect(await lastEvent(id)).toMatchObject({ type: 'retried', by: 'ada@web-1, visualizer' })
    expect(await sessions.get(id)).toMatchObject({ status: 'sleeping', round: 2 })
  })

  test('to cancel one ends it, and is refused where it has ended', async () => {
    await sessions.parked('to cancel')
    expect(await command('to cancel', 'cancel')).toBeUndefined()
    expect(await sessions.get('to cancel')).toMatchObject({ status: 'cancelled' })
    expect(await lastEvent('to cancel')).toMatchObject({ by: 'ada@web-1, visualizer' })
    await sessions.failed('to cancel too')
    expect(await command('to cancel too', 'cancel')).toBe('has ended already: it is failed')
  })

  test('to retry one that is done is refused', async () => {
    await sessions.done('done already')
    expect(await command('done already', 'retry')).toBe(
      'is done, and its result is in the store: another id runs it anew',
    )
  })

  test('is refused where there is no such session', async () => {
    expect(await command('nobody', 'retry')).toBe('is not in the store any more')
    expect(await command('nobody', 'cancel')).toBe('is not in the store any more')
    expect(await source().command('live:1', 'cancel', 'ada')).toBe('is not in the store any more')
  })
})
