import { join } from 'node:path'

import { createMemoryStore } from 'holdfast/memory'
import { sessionStoreCases } from 'holdfast/testing'
import { beforeAll, describe, expect, test } from 'vitest'

import { installRuntimes, type Runtimes } from '../package/runtimes.ts'
import { root } from '../support/project.ts'
import { run } from '../support/run.ts'

const MINUTES = 60_000

let runtimes: Runtimes
beforeAll(async () => {
  runtimes = await installRuntimes()
}, 20 * MINUTES)

const program = join(import.meta.dirname, 'support', 'run-cases.ts')
const { length } = sessionStoreCases(createMemoryStore, { shared: true })

describe.concurrent('the SQLite that the runtime brings', { timeout: 2 * MINUTES }, () => {
  test.each([
    ['Node 22', () => [runtimes.node['22']]],
    ['Node 24', () => [runtimes.node['24']]],
    ['Deno', () => [runtimes.deno, 'run', '--allow-all', '--no-remote']],
    ['Bun', () => [runtimes.bun]],
  ] as const)('is what %s keeps the store in, and passes every case', async (_name, command) => {
    const [runtime, ...args] = command()
    const options = { cwd: root, env: { DENO_NO_UPDATE_CHECK: '1' } }
    const { stdout } = await run(runtime!, [...args, '--conditions=@holdfast/source', program], options)
    expect(JSON.parse(stdout)).toEqual({ passed: length, failures: [], loaded: ['node:sqlite'] })
  })
})
