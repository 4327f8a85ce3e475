import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSqliteStore } from 'holdfast/sqlite'

import { root } from '../support/project.ts'
import { run } from '../support/run.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-durable-'))
})
afterEach(() => rm(folder, { recursive: true }))

const program = (sleep: number, ...plan: string[]) => [
  '--import',
  'tsx',
  '--conditions=@holdfast/source',
  join(import.meta.dirname, 'program.ts'),
  join(folder, 'retries.db'),
  join(folder, 'log'),
  String(sleep),
  ...plan,
]

const start = async (sleep: number, ...plan: string[]) =>
  (await run(process.execPath, program(sleep, ...plan), { cwd: root, timeout: 60_000 })).stdout.trim()

const attempts = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n')

test('processes that run the same session at once run each attempt once, and get the same result', async () => {
  const ends = await Promise.all([1, 2, 3].map(() => start(100, 'fail', 'take time')))
  expect(ends).toStrictEqual(['attempt 2', 'attempt 2', 'attempt 2'])
  expect(attempts()).toStrictEqual(['1 false job', '2 false job'])
}, 60_000)

test('a process that is killed mid-sleep is followed at once, and its sleep ends at its instant', async () => {
  const first = spawn(process.execPath, program(3000, 'fail'), { cwd: root })
  const store = await openSqliteStore(join(folder, 'retries.db'))
  await vi.waitUntil(async () => (await store.get('job'))?.status === 'sleeping', { timeout: 30_000 })
  const { dueAt } = (await store.get('job'))!
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(await start(3000, 'fail')).toBe('attempt 2')
  const late = Date.now() - dueAt!
  expect(late).toBeGreaterThanOrEqual(0)
  expect(late).toBeLessThan(10_000)
  expect(attempts()).toStrictEqual(['1 false job', '2 false job'])
  expect(await store.get('job')).toMatchObject({ status: 'done', crashes: 0, round: 1 })
  await store.close()
}, 60_000)

test('an attempt that kills its process each time is run five times, and then not again', async () => {
  for (let deaths = 0; deaths < 5; deaths++)
    await expect(start(0, 'kill')).rejects.toThrow('ended by SIGKILL')
  expect(await start(0, 'kill')).toMatch(/^Error: the session job is in quarantine/)
  expect(attempts()).toStrictEqual(['1 false job', ...Array.from({ length: 4 }, () => '1 true job')])
}, 120_000)

test('a process whose store fails comes to its end by itself', async () => {
  expect(await start(0, 'break')).toMatch(/^StoreError: the store .* is closed: open it again$/)
  expect(await start(0)).toBe('attempt 1')
  expect(attempts()).toStrictEqual(['1 false job', '1 true job'])
}, 60_000)
