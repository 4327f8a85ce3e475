import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { build } from 'esbuild'
import { root } from '../../support/project.ts'

/**
 * Makes one file of the worker and of the sources as they are now: it starts in a quarter of the time, and a round
 * starts many.
 *
 * @returns its path
 */
export async function buildWorker(): Promise<string> {
  // In the project, where the driver of the database is found.
  const outfile = join(root, '.cache', `crash-worker-${randomUUID()}.mjs`)
  await build({
    entryPoints: [join(root, 'test/crash/worker/main.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@holdfast/source'],
  })
  return outfile
}
