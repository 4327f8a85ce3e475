import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { build as esbuild } from 'esbuild'

import { root } from '../support/project.ts'
import { run } from '../support/run.ts'

/** Bundles the app's `smoke.mjs` with esbuild into one file for Node. */
export async function bundleForNode(app: string): Promise<string> {
  const outfile = join(app, 'bundled.mjs')
  await esbuild({
    entryPoints: [join(app, 'smoke.mjs')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return outfile
}

/** Builds a page that runs the app's `smoke.mjs` with Vite; gives its folder. */
export async function buildPage(app: string): Promise<string> {
  await writeFile(join(app, 'index.html'), '<script type="module" src="/smoke.mjs"></script>')
  const outDir = join(app, 'page')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  await run(process.execPath, [vite, 'build', app, '--outDir', outDir], { env: { NODE_ENV: 'production' } })
  return outDir
}

/** The packages whose code, or an import of them, is left in a minified bundle of `source`. */
export async function packagesInBundle(app: string, source: string): Promise<string[]> {
  const { metafile } = await esbuild({
    stdin: { contents: source, resolveDir: app },
    bundle: true,
    minify: true,
    format: 'esm',
    metafile: true,
    write: false,
  })
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs))
  const kept = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path)
  return [...new Set(kept.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))]
}
