import Database from 'libsql'
import { expect, test } from 'vitest'

import { loadDriver } from '../../src/stores/sqlite/load-driver.ts'
import { systemPlatform } from '../../src/stores/sqlite/platform.ts'
import { rejection } from './support/rejection.ts'

/** A runtime in which only these modules can be imported. */
const runtimeWith = (modules: Readonly<Record<string, unknown>>) => async (name: string) => {
  if (!(name in modules)) throw new Error(`Cannot find ${name}`)
  return modules[name]
}

class DatabaseSync extends Database {}

test('the SQLite of the runtime is taken first', async () => {
  const load = runtimeWith({ 'node:sqlite': { DatabaseSync }, libsql: { default: Database } })
  expect(await loadDriver(load)).toBe(DatabaseSync)
})

test('libsql is taken where the runtime has none', async () => {
  expect(await loadDriver(runtimeWith({ libsql: { default: Database } }))).toBe(Database)
})

test('without either, the error says what to install', async () => {
  const error = await rejection(loadDriver(runtimeWith({})))
  expect(error).toMatchObject({ name: 'StoreError', code: 'HOLDFAST_STORE_UNSUPPORTED' })
  expect(error.message).toContain('`npm install libsql`')
  expect(error.cause).toEqual(
    new AggregateError(
      [new Error('Cannot find node:sqlite'), new Error('Cannot find libsql')],
      'neither could be loaded',
    ),
  )
})

test('this runtime has one', async () => {
  await expect(loadDriver(systemPlatform.load)).resolves.toBeTypeOf('function')
})
