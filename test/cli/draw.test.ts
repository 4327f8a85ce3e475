import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { runWithRetry } from 'holdfast'
import { createInspector, recordTo } from 'holdfast/inspect'
import type { InspectorMessage } from 'holdfast/inspect'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { loadElk } from '../../src/cli/draw/load-elk.ts'
import { root } from '../support/project.ts'
import { holdfast } from './in-process.ts'

let folder = ''
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-draw-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const write = async (name: string, text: string) => {
  await writeFile(at(name), text)
  return at(name)
}

const HOLDFAST = JSON.stringify(pathToFileURL(join(root, 'src/index.ts')).href)
const XSTATE = JSON.stringify(import.meta.resolve('xstate'))

describe('a module', () => {
  const one = () =>
    write(
      'one.mjs',
      `import { createRetryMachine, stopAfterAttempt } from ${HOLDFAST}
       export const retries = createRetryMachine({ stop: stopAfterAttempt(3) })
       export { retries as default }
       export const other = { root: {} }
       export const nothing = undefined`,
    )
  const two = () =>
    write(
      'two.mjs',
      `import { createMachine } from ${XSTATE}
       export const door = createMachine({ id: 'door', initial: 'shut', states: { shut: { on: { OPEN: 'open' } }, open: {} } })
       export const light = createMachine({ id: 'light' })`,
    )

  test('that exports a machine is drawn', async () => {
    const { code, stdout, stderr } = await holdfast(['draw', await one()])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^<svg xmlns/)
    expect(stdout).toContain('stopAfterAttempt(3)')
    expect(stdout).toContain('<style>')
  })

  test('gives the machine that is named, for Mermaid too, and to a file', async () => {
    const output = at('door.mmd')
    const args = ['draw', await two(), '--export', 'door', '--mermaid', '--output', output]
    expect(await holdfast(args)).toStrictEqual({ code: 0, stdout: '', stderr: '' })
    expect(await readFile(output, 'utf8')).toBe(`stateDiagram-v2
  state "door" as door {
    [*] --> door_shut
    state "shut" as door_shut
    state "open" as door_open
  }
  door_shut --> door_open: OPEN
`)
  })

  test('with several machines, or without the one that is meant, says which there are', async () => {
    expect(await holdfast(['draw', await two()])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('exports several machines: choose one with --export: door, light'),
    })
    expect(await holdfast(['draw', await two(), '--export', 'window'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('exports no machine window; there are door, light'),
    })
    expect(await holdfast(['draw', await write('none.mjs', 'export const a = 1')])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('exports no machine: export one of createRetryMachine, or of XState'),
    })
  })

  test('has neither sessions nor a timeline', async () => {
    expect(await holdfast(['draw', await one(), '--session', 'x'])).toMatchObject({
      code: 2,
      stderr: 'error: --session is for recordings: a module has no sessions\n',
    })
    expect(await holdfast(['draw', await one(), '--timeline'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('only a recorded session has a timeline'),
    })
  })
})

describe('a recording', () => {
  let path = ''
  let ids: readonly string[] = []

  beforeAll(async () => {
    path = at('recording.jsonl')
    const inspector = createInspector()
    inspector.addSink(recordTo(path))
    const { inspect } = inspector
    let calls = 0
    await runWithRetry(
      { name: 'load' },
      async () => {
        if (++calls < 3) throw new Error('down')
      },
      { inspect },
    )
    await runWithRetry({ name: 'load' }, async () => {}, { inspect })
    await runWithRetry({ name: 'save' }, async () => {}, { inspect })
    ids = inspector.sessions().map(({ sessionId }) => sessionId)
    await inspector.close()
  })

  test('with one statechart gives it, without any session', async () => {
    const { code, stdout } = await holdfast(['draw', path, '--svg'])
    expect(code).toBe(0)
    expect(stdout).toContain('aria-label="Statechart retry"')
  })

  test('gives a session, by its id or its name, as it left its statechart', async () => {
    const byId = await holdfast(['draw', path, '--session', ids[0]!])
    expect(byId.stdout).toContain('aria-label="Statechart retry, in done"')
    expect(byId.stdout).toContain('×3')
    const byName = await holdfast(['draw', path, '--session', 'save'])
    expect(byName.stdout).toContain('×1')
    expect(byName.stdout).not.toContain('×2')
  })

  test('takes a session that has an id of its own for no other', async () => {
    const mixed = join(folder, 'mixed.jsonl')
    const inspector = createInspector()
    inspector.addSink(recordTo(mixed))
    await runWithRetry({ name: 'named' }, () => 1, { inspect: inspector.inspect, id: 'invoice-42' })
    await runWithRetry({ name: 'unnamed' }, () => 1, { inspect: inspector.inspect })
    await inspector.close()
    const { code, stderr } = await holdfast(['draw', mixed, '--timeline'])
    expect(code).toBe(2)
    expect(stderr).toContain('has 2 sessions: choose --session')
    expect((await holdfast(['draw', mixed, '--timeline', '--session', 'invoice-42'])).code).toBe(0)
  })

  test('gives the timeline of a session', async () => {
    const { code, stdout } = await holdfast(['draw', path, '--timeline', '--session', ids[0]!])
    expect(code).toBe(0)
    expect(stdout).toMatch(/aria-label="Timeline: 3 attempts, 2 sleeps, \d+ hooks,/)
  })

  test('says what there is to choose from', async () => {
    const sessions = ids.map((id, index) => `${id} (${index < 2 ? 'load' : 'save'})`)
    expect(await holdfast(['draw', path, '--timeline'])).toMatchObject({
      code: 2,
      stderr: `error: ${path} has 3 sessions: choose --session ${sessions.join(', ')}\n`,
    })
    expect(await holdfast(['draw', path, '--session', 'load'])).toMatchObject({
      code: 2,
      stderr: `error: ${path} has 2 sessions load: choose --session ${sessions.slice(0, 2).join(', ')}\n`,
    })
    expect(await holdfast(['draw', path, '--session', 'nobody'])).toMatchObject({
      code: 3,
      stderr: `error: ${path} has no session nobody: choose --session ${sessions.join(', ')}\n`,
    })
  })

  test('has no exports', async () => {
    expect(await holdfast(['draw', path, '--export', 'x'])).toMatchObject({
      code: 2,
      stderr: 'error: --export is for modules: a recording has --session\n',
    })
  })

  const lines = (...messages: readonly object[]) =>
    [{ type: 'recording', version: 1, at: 0, pid: 1 }, ...messages]
      .map((each) => JSON.stringify(each))
      .join('\n')

  test('with several statecharts asks for a session; many sessions are not all named', async () => {
    const inspector = createInspector()
    const { inspect } = inspector
    await runWithRetry({ name: 'load' }, async () => {}, { inspect })
    for (let count = 0; count < 10; count++) await runWithRetry({ name: 'many' }, async () => {}, { inspect })
    const other = inspector.messages()[0] as Extract<InspectorMessage, { type: 'definition' }>
    const definition = { ...other.definition, id: 'other' }
    const several = await write(
      'several.jsonl',
      lines(...inspector.messages(), { ...other, seq: 999, definitionId: 'other', definition }),
    )
    const { code, stderr } = await holdfast(['draw', several])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /has several statecharts, retry, other: choose --session .*\(load\), .* and 1 more\n$/,
    )
  })

  test('without anything in it, or with half of it missing, says so', async () => {
    const empty = await write('empty.jsonl', lines())
    expect(await holdfast(['draw', empty])).toMatchObject({
      code: 3,
      stderr: `error: ${empty} has no statechart in it\n`,
    })
    expect(await holdfast(['draw', empty, '--timeline'])).toMatchObject({
      code: 3,
      stderr: `error: ${empty} has no session\n`,
    })
    const session = {
      type: 'session',
      seq: 1,
      at: 0,
      sessionId: 's',
      key: 'k',
      definitionId: 'gone',
      name: 'load',
    }
    const half = await write('half.jsonl', lines(session))
    expect(await holdfast(['draw', half, '--session', 'k'])).toMatchObject({
      code: 1,
      stderr: `error: ${half} is damaged: it lacks the statechart gone\n`,
    })
  })
})

test('a file that is not there is an error', async () => {
  expect(await holdfast(['draw', at('nowhere.js')])).toMatchObject({
    code: 3,
    stderr: `error: there is no file ${at('nowhere.js')}\n`,
  })
})

test('one form at a time', async () => {
  expect(await holdfast(['draw', at('any.jsonl'), '--svg', '--mermaid'])).toMatchObject({ code: 2 })
  expect(await holdfast(['draw', at('any.jsonl'), '--mermaid', '--timeline'])).toMatchObject({ code: 2 })
})

test('where the page was not built, what is missing is named', () => {
  const nowhere = pathToFileURL(`${at('nowhere')}/`)
  expect(() => loadElk(nowhere)).toThrow(`${at('nowhere/elk-api.cjs')} is missing: install holdfast again`)
})
