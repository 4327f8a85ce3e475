import { describe, expect, test } from 'vitest'
import { ApiError, createClient } from '../../../examples/patterns/async-predicate.ts'
import { openDatabase } from '../../../examples/patterns/support/open-database.ts'
import { inTurn, startServer } from '../../../examples/patterns/support/start-server.ts'
import { json, reset, status } from '../../../examples/failing-server/answers.ts'
import { rejection } from '../../support/settled.ts'
import { recordSleeps } from './record-sleeps.ts'

const busy = json({ error: 'BUSY' })
const stored = json({ value: 'stored' })

async function openTable(...codes: readonly string[]) {
  const database = openDatabase()
  await database.run('CREATE TABLE retryable (code TEXT PRIMARY KEY)')
  for (const code of codes) await database.run('INSERT INTO retryable VALUES (?)', code)
  return database
}

describe('the table decides', () => {
  test('a code that is there is retried', async () => {
    await using database = await openTable('BUSY')
    await using server = await startServer(inTurn(busy, busy, stored))
    const { slept, sleep } = recordSleeps()
    expect(await createClient(database).retryWith({ sleep })(server.url)).toBe('stored')
    expect(slept).toEqual([50, 100])
  })

  test('a code that is not there is thrown at once', async () => {
    await using database = await openTable('LOCKED')
    await using server = await startServer(inTurn(busy))
    const error = await rejection(createClient(database)(server.url))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'BUSY' })
    expect(server.requests).toBe(1)
  })

  test('a change of the table counts for calls that are under way', async () => {
    await using database = await openTable('BUSY')
    await using server = await startServer(inTurn(busy, busy, busy, stored))
    const sleep = () => database.run("DELETE FROM retryable WHERE code = 'BUSY'")
    expect(await rejection(createClient(database).retryWith({ sleep })(server.url))).toBeInstanceOf(ApiError)
    expect(server.requests).toBe(2)
  })
})

test('the sync strategy beside it retries lost connections, which the table does not know', async () => {
  await using database = await openTable()
  await using server = await startServer(inTurn(reset, stored))
  const { sleep } = recordSleeps()
  expect(await createClient(database).retryWith({ sleep })(server.url)).toBe('stored')
})

test('other errors are thrown at once', async () => {
  await using database = await openTable('BUSY')
  await using server = await startServer(inTurn(status(500)))
  expect(await rejection(createClient(database)(server.url))).toBeInstanceOf(SyntaxError)
  expect(server.requests).toBe(1)
})

test('a predicate that fails ends the session with its own error', async () => {
  await using database = openDatabase()
  await using server = await startServer(inTurn(busy))
  expect(await rejection(createClient(database)(server.url))).toMatchObject({
    message: expect.stringContaining('no such table: retryable'),
  })
})
