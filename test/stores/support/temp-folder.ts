import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

/** Makes a folder for the tests of a file, which removes it. @returns the path of a name in it */
export function tempFolder(): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-stores-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name) => join(folder, name)
}
