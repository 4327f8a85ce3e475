import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { createRetryMachine, retry, runWithRetry } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { openSqliteStore } from 'holdfast/sqlite'
import { startVisualizer } from 'holdfast/visualizer'
import { expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { columnOf } from './tables.ts'

const documented = columnOf(readFileSync(join(root, 'docs/api.md'), 'utf8'), 'option').map((cell) =>
  cell.replaceAll('`', ''),
)

test('docs/api.md has every option, of an iteration, a policy, a session, a store, an inspector and a visualizer, in order', async () => {
  const unknown = { unknown: 1 } as never
  const named = [
    await optionsNamedBy(() => retry({})(async function* () {}, unknown)),
    await optionsNamedBy(() => createRetryMachine(unknown)),
    await optionsNamedBy(() => runWithRetry({}, () => {}, unknown)),
    await optionsNamedBy(() => openSqliteStore('never-made.db', unknown)),
    await optionsNamedBy(() => createInspector(unknown)),
    await optionsNamedBy(() => startVisualizer(unknown)),
  ]
  expect(documented).toEqual(named.flat())
})

/** The error about an unknown option says which there are. */
async function optionsNamedBy(call: () => unknown): Promise<string[]> {
  try {
    await call()
  } catch (error) {
    return String(error).split('there are ')[1]?.split(', ') ?? []
  }
  return []
}
