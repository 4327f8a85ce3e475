import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { sessionStoreCases } from 'holdfast/testing'

import { openStore } from '../../../src/stores/sqlite/open-store.ts'
import { systemPlatform } from '../../../src/stores/sqlite/platform.ts'

// Runs the suite on the SQLite store in the runtime that this program is started with, and prints what came of it.

const folder = await mkdtemp(join(tmpdir(), 'holdfast-cases-'))
const loaded = new Set<string>()
const platform = {
  ...systemPlatform,
  load: (module: string) => {
    loaded.add(module)
    return systemPlatform.load(module)
  },
}
const cases = sessionStoreCases(
  ({ clock, retention, place }) => openStore(join(folder, place), { clock, retention }, platform),
  { shared: true },
)
const failures: string[] = []
for (const { title, run } of cases) await run().catch((error) => failures.push(`${title}: ${error}`))
await rm(folder, { recursive: true })

console.log(JSON.stringify({ passed: cases.length - failures.length, failures, loaded: [...loaded] }))
