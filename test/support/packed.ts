import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { manifest, root } from './project.ts'
import { run } from './run.ts'

export interface PackedProject {
  /** A program's folder with the tarball, XState and the other async worlds installed. */
  readonly app: string
  /** The same with the tarball alone. */
  readonly bare: string
  /** The files of the tarball. */
  readonly files: readonly string[]
  remove(): Promise<void>
}

/**
 * Builds the sources as they are now, packs them as for the registry and installs the tarball as a user does.
 *
 * All of it happens outside the repository, so that nothing resolves to its node_modules by chance.
 */
export async function packProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-packed-'))
  const remove = () => rm(folder, { recursive: true })
  try {
    return { ...(await packInto(folder)), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function packInto(folder: string): Promise<Omit<PackedProject, 'remove'>> {
  const tarball = await pack(join(folder, 'stage'))
  const peers = ['xstate', 'effection', 'effect', 'rxjs'].map(
    (name) => `${name}@${manifest.devDependencies[name]}`,
  )
  const [app, bare] = await Promise.all([
    install(join(folder, 'app'), [tarball, ...peers]),
    install(join(folder, 'bare'), [tarball, '--legacy-peer-deps']),
  ])
  return { app, bare, files: await filesIn(join(app, 'node_modules', manifest.name)) }
}

async function pack(stage: string): Promise<string> {
  const wanted = [
    'package.json',
    'README.md',
    'LICENSE',
    'tsconfig.json',
    'tsconfig.build.json',
    'visualizer',
    ...manifest.files.filter((name) => name !== 'dist'),
  ]
  await mkdir(stage)
  const present = wanted.filter((name) => existsSync(join(root, name)))
  await Promise.all(present.map((name) => cp(join(root, name), join(stage, name), { recursive: true })))
  await symlink(join(root, 'node_modules'), join(stage, 'node_modules'))
  await run('npm', ['run', 'build'], { cwd: stage })
  const { stdout } = await run('npm', ['pack', '--silent'], { cwd: stage })
  return join(stage, stdout.trim())
}

async function install(folder: string, args: readonly string[]): Promise<string> {
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...args], { cwd: folder })
  return folder
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
}
