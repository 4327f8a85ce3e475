import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { createRetryMachine, runWithRetry } from 'holdfast'
import { expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { columnOf } from './tables.ts'

const documented = columnOf(readFileSync(join(root, 'docs/api.md'), 'utf8'), 'option').map((cell) =>
  cell.replaceAll('`', ''),
)

test('docs/api.md has every option, of a policy and of one session, in order', () => {
  const ofPolicy = optionsNamedBy(() => createRetryMachine({ unknown: 1 } as never))
  const ofSession = optionsNamedBy(() => void runWithRetry({}, () => {}, { unknown: 1 } as never))
  expect(documented).toEqual([...ofPolicy, ...ofSession])
})

/** The error about an unknown option says which there are. */
function optionsNamedBy(call: () => unknown): string[] {
  try {
    call()
  } catch (error) {
    return String(error).split('there are ')[1]?.split(', ') ?? []
  }
  return []
}
