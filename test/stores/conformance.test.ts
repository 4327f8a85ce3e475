import { createMemoryStore } from 'holdfast/memory'
import { openSqliteStore } from 'holdfast/sqlite'
import { type OpenStoreOptions, sessionStoreCases } from 'holdfast/testing'
import { describe, expect, test } from 'vitest'

import { aesCodec } from './support/aes-codec.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()
const codec = aesCodec()

const inMemory = (options: object) => (wanted: OpenStoreOptions) =>
  createMemoryStore({ clock: wanted.clock, retention: wanted.retention, ...options })

const inFile = (options: object) => (wanted: OpenStoreOptions) =>
  openSqliteStore(path(wanted.place), { clock: wanted.clock, retention: wanted.retention, ...options })

describe.each([
  ['in memory', sessionStoreCases(inMemory({}))],
  ['in memory, encrypted', sessionStoreCases(inMemory(codec))],
  ['in a SQLite file', sessionStoreCases(inFile({}), { shared: true })],
  ['in a SQLite file, encrypted', sessionStoreCases(inFile(codec), { shared: true })],
])('the store %s', (_where, cases) => {
  test.each(cases)('$title', ({ run }) => expect(run()).resolves.toBeUndefined())
})
