import { join } from 'node:path'

import { openSqliteStore } from 'holdfast/sqlite'
import { expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { run } from '../support/run.ts'
import { session } from './support/sessions.ts'
import { tempFolder } from './support/temp-folder.ts'

const path = tempFolder()

const program = join(import.meta.dirname, 'support', 'write-many.ts')

test('several processes write to one file, and nothing is lost', { timeout: 120_000 }, async () => {
  const file = path('processes.db')
  const store = await openSqliteStore(file)
  await store.insert(session('shared'))
  const prefixes = ['p', 'q', 'r', 's']
  const writers = prefixes.map((prefix) =>
    run(process.execPath, ['--import', 'tsx', '--conditions=@holdfast/source', program, file, prefix], {
      cwd: root,
    }),
  )
  await Promise.all(writers)

  const own = (await store.list({ limit: 1000 })).filter(({ id }) => id !== 'shared')
  expect(own).toHaveLength(prefixes.length * 50)
  expect(own.filter(({ rev, attempt }) => rev !== 5 || attempt !== 4)).toEqual([])

  const shared = await store.get('shared')
  const history = await store.history('shared')
  expect(history.map(({ rev }) => rev)).toEqual(history.map((_, index) => index + 1))
  expect(history).toHaveLength(shared?.rev ?? 0)
  expect(shared?.attempt).toBe((shared?.rev ?? 0) - 1)
  await store.close()
})
