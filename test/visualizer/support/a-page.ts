import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

export const INDEX = `<!doctype html><title>Holdfast</title>${' '.repeat(2000)}`

/** A folder as the page is built into, with a file of each sort. */
export async function makePage(): Promise<{ readonly folder: URL; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-page-'))
  await mkdir(join(folder, 'assets'))
  await Promise.all([
    writeFile(join(folder, 'index.html'), INDEX),
    writeFile(join(folder, 'icon.svg'), '<svg/>'),
    writeFile(join(folder, 'elk-worker.cjs'), 'module.exports = 1'),
    writeFile(join(folder, 'font.bin'), 'binary'),
    writeFile(join(folder, 'assets', 'main-1a2b.js'), 'export {}'),
  ])
  return { folder: pathToFileURL(`${folder}/`), remove: () => rm(folder, { recursive: true }) }
}
