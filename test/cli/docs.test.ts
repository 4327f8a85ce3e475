import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { fromMarkdown } from 'mdast-util-from-markdown'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { EXIT, EXIT_CODES_HELP } from '../../src/cli/exit-codes.ts'
import { blocksIn } from '../docs/block.ts'
import { columnOf } from '../docs/tables.ts'
import { root } from '../support/project.ts'
import { holdfast } from './in-process.ts'
import { createStoredSessions } from './stored-sessions.ts'
import type { StoredSessions } from './stored-sessions.ts'

const FILE = 'docs/operations.md'
const page = readFileSync(join(root, FILE), 'utf8')

const commands = blocksIn(FILE, fromMarkdown(page))
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.split('\n'))
  .map((line) => line.split(' | ')[0] ?? '')
  .filter((line) => line.startsWith('holdfast '))

let sessions: StoredSessions

beforeAll(async () => {
  sessions = await createStoredSessions()
  vi.stubEnv('HOLDFAST_STORE', sessions.path)
  await sessions.failed('invoice-42')
})

afterAll(() => sessions.close())

describe('docs/operations.md', () => {
  test.each(commands)('has a command that does what it is to: %s', async (command) => {
    expect(await holdfast(command.split(' ').slice(1))).toMatchObject({ code: 0 })
  })

  test('has every command', async () => {
    const { stdout } = await holdfast(['sessions', '--help'])
    const names = [...stdout.matchAll(/^ {2}(\w+) \[options\]/gm)].map(([, name]) => `\`sessions ${name}\``)
    expect(names.length).toBeGreaterThan(0)
    expect(columnOf(page, 'command')).toEqual(names)
  })

  test('has every exit code with its meaning', () => {
    const codes = columnOf(page, 'exit code')
    expect(codes).toEqual(Object.values(EXIT).map(String))
    const meanings = columnOf(page, 'meaning')
    expect(codes.map((code, at) => `${code.padStart(5)}  ${meanings[at]}`)).toEqual(
      EXIT_CODES_HELP.split('\n').slice(2),
    )
  })
})
