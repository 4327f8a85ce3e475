import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder for the files of one measurement, all on one file system; it goes with the process. */
export function storeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true }))
  return folder
}

/** Milliseconds that something took. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
