import { realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * Runs a body where its file is the program, and not where it is imported. Node 20 has no `import.meta.main`.
 *
 * @param url - the file's own `import.meta.url`
 */
export async function runDirectly(url: string, body: () => Promise<void>): Promise<void> {
  const [, program] = process.argv
  if (program !== undefined && pathToFileURL(realpathSync(program)).href === url) await body()
}
