import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../support/project.ts'

/** The files below a folder of the repository, by path from its root, sorted; none where there is no such folder. */
export function filesBelow(folder: string, extension: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(extension))
    .map((path) => join(folder, path))
    .toSorted()
}
