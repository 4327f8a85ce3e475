import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { root } from '../../support/project.ts'
import { tryRun } from '../../support/run.ts'

/**
 * What the compiler says of a file: one text for each error, with its line before it.
 *
 * @param source - may import what tests may
 * @param options - of the compiler, besides those of this project
 */
export async function compile(source: string, options: object = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-types-'))
  const modules = join(root, 'node_modules')
  try {
    const paths = { holdfast: [join(root, 'src/index.ts')] }
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { pretty: false, paths, ...options },
      include: ['source.mts'],
    }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
    await writeFile(join(folder, 'source.mts'), source)
    await symlink(modules, join(folder, 'node_modules'), 'junction')
    const args = [join(modules, 'typescript/bin/tsc'), '--project', folder]
    const { stdout, stderr } = await tryRun(process.execPath, args, { cwd: folder })
    if (stderr !== '') throw new Error(stderr)
    // Lines that are indented belong to the one above; what is in other files is found when those are checked.
    return stdout.split(/\n(?!\s)/).flatMap((message) => {
      const [, line, text = ''] = /^source\.mts\((\d+),\d+\): (.*)$/s.exec(message) ?? []
      return line === undefined ? [] : [`${line}: ${text}`]
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}
