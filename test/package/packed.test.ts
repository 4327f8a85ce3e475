import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

import { beforeAll, describe, expect, test } from 'vitest'

import { launchChromium } from '../support/chromium.ts'
import { type PackedProject, packProject } from '../support/packed.ts'
import { exportedNames } from '../support/exported-names.ts'
import { codeEntries, manifest, root } from '../support/project.ts'
import { run, tryRun } from '../support/run.ts'
import { buildPage, bundleForNode, packagesInBundle } from './bundles.ts'
import { openPage } from './open-page.ts'
import { installRuntimes, type Runtimes } from './runtimes.ts'

const MINUTES = 60_000

/** One entry is imported for what it does. */
const withNames = codeEntries.filter(({ name }) => name !== 'holdfast/inspect/register')

let packed: PackedProject
let runtimes: Runtimes

beforeAll(async () => {
  ;[packed, runtimes] = await Promise.all([packProject(), installRuntimes()])
  await Promise.all(
    ['smoke.mjs', 'worlds.mjs', 'consumer.ts', 'worlds-consumer.ts'].map((name) =>
      cp(join(import.meta.dirname, name), join(packed.app, name)),
    ),
  )
  return () => packed.remove()
}, 20 * MINUTES)

describe('the tarball', () => {
  test.each(codeEntries)('holds the files that $name leads to', ({ source, types, ...entry }) => {
    const targets = [source, types, entry.default].map((path) => path.replace('./', ''))
    expect(packed.files).toEqual(expect.arrayContaining(targets))
  })

  test('holds the source of everything that is built', () => {
    const built = packed.files.filter((path) => /^dist\/(?!page\/)/.test(path))
    const sources = built.map((path) => path.replace(/^dist\/(.*?)(\.d\.ts|\.js)(\.map)?$/, 'src/$1.ts'))
    expect(packed.files).toEqual(expect.arrayContaining(sources))
  })

  test('holds the page as it was built, and the license of what is in it', () => {
    const page = packed.files.filter((path) => path.startsWith('dist/page/'))
    expect(page).toEqual(
      expect.arrayContaining(
        ['index.html', 'elk-api.cjs', 'elk-worker.cjs', 'elk-LICENSE.md'].map((name) => `dist/page/${name}`),
      ),
    )
    expect(page.filter((path) => /\/assets\/[\w-]+\.(js|css)$/.test(path)).length).toBeGreaterThan(1)
  })

  test('holds the readme, the licence, the manual and the code, and nothing else', () => {
    const others = packed.files.filter((path) => !/^(dist|src|docs)\//.test(path))
    expect(others.toSorted()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'])
  })
})

describe('an installed program', { timeout: 2 * MINUTES }, () => {
  const smoke = async (command: string, ...args: string[]) => {
    const { stdout } = await run(command, args, { cwd: packed.app, env: { DENO_NO_UPDATE_CHECK: '1' } })
    return stdout.trim()
  }

  test(`runs in this Node, ${process.version}`, async () => {
    expect(await smoke(process.execPath, 'smoke.mjs')).toBe('holdfast works')
  })

  test.each(['20.19', '22', '24'] as const)('runs in Node %s', async (version) => {
    expect(await smoke(runtimes.node[version], '--version')).toMatch(`v${version}.`)
    expect(await smoke(runtimes.node[version], 'smoke.mjs')).toBe('holdfast works')
  })

  test('runs in Deno without any permission', async () => {
    expect(await smoke(runtimes.deno, 'run', '--no-prompt', '--no-remote', 'smoke.mjs')).toBe(
      'holdfast works',
    )
  })

  test('runs in Bun', async () => {
    expect(await smoke(runtimes.bun, 'smoke.mjs')).toBe('holdfast works')
  })

  test('runs with other async worlds, wherever there are servers', async () => {
    const { node, deno, bun } = runtimes
    const programs = [process.execPath, ...Object.values(node), bun]
    const outputs = await Promise.all([
      ...programs.map((program) => smoke(program, 'worlds.mjs')),
      smoke(deno, 'run', '--no-prompt', '--no-remote', 'worlds.mjs'),
    ])
    expect(outputs).toEqual(outputs.map(() => 'all worlds work'))
  })

  test('runs in Node when bundled by esbuild', async () => {
    expect(await smoke(process.execPath, await bundleForNode(packed.app))).toBe('holdfast works')
  })

  test(
    'runs in Chromium when built by Vite',
    async () => {
      const [browser, page] = await Promise.all([launchChromium(), buildPage(packed.app)])
      try {
        expect(await openPage(browser, page)).toBe('holdfast works')
      } finally {
        await browser.close()
      }
    },
    10 * MINUTES,
  )

  test.each(withNames)('can require $name from CommonJS', async ({ name, source }) => {
    const [first] = exportedNames(readFileSync(join(root, source), 'utf8')).filter((each) =>
      /^[a-z]/.test(each),
    )
    expect(await smoke(process.execPath, '--print', `typeof require('${name}').${first}`)).toBe('function')
  })

  test('has the command', async () => {
    const command = join(packed.app, 'node_modules', '.bin', 'holdfast')
    expect(await smoke(command, '--version')).toBe(manifest.version)
  })

  test('shows its sessions in a browser, by the command alone', async () => {
    const script = join(packed.app, 'node_modules', manifest.name, 'dist/cli/main.js')
    const command = spawn(process.execPath, [script, 'inspect', '--demo', '--port', '0'], { cwd: packed.app })
    const browser = await launchChromium()
    try {
      const printed = createInterface(command.stdout)
      const [url] = (await once(
        printed.on('line', (line) => line.includes('http:') && printed.emit('url', line.trim())),
        'url',
      )) as [string]
      const page = await browser.newPage()
      await page.goto(url)
      const row = page.getByRole('row', { name: /watch warehouse/ })
      await row.getByText('500 Internal Server Error').waitFor()
      expect(await row.textContent()).toContain('Sleeping')
    } finally {
      command.kill()
      await browser.close()
    }
  })
})

describe('retry without XState', { timeout: 2 * MINUTES }, () => {
  const evaluate = (code: string) =>
    tryRun(process.execPath, ['--input-type=module', '--eval', code], { cwd: packed.bare })

  test('runs where XState is not installed', async () => {
    const code = `import { retry } from 'holdfast/retry'; console.log(await retry(() => 'a value')())`
    expect(await evaluate(code)).toMatchObject({ code: 0, stdout: 'a value\n' })
  })

  test('is what the other entry cannot do', async () => {
    const { stderr } = await evaluate(`import 'holdfast'`)
    expect(stderr).toContain("Cannot find package 'xstate'")
  })

  test.each(['holdfast', 'holdfast/retry'])('is bundled from %s', async (name) => {
    const source = `import { retry, stopAfterAttempt } from '${name}'
      console.log(retry({ stop: stopAfterAttempt(3) }))`
    expect(await packagesInBundle(packed.app, source)).toEqual(['holdfast'])
  })

  test('is not what a machine is bundled with', async () => {
    const source = `import { runWithRetry } from 'holdfast'; console.log(runWithRetry)`
    expect(await packagesInBundle(packed.app, source)).toContain('xstate')
  })
})

describe.concurrent('the declarations', { timeout: 2 * MINUTES }, () => {
  const strict = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2022,dom']
  const nodenext = ['--module', 'nodenext', '--moduleResolution', 'nodenext']
  const bundler = ['--module', 'esnext', '--moduleResolution', 'bundler']
  const compilers = [
    ['5.6', () => runtimes.tsc['5.6']],
    ['5.9', () => runtimes.tsc['5.9']],
    ['6.0', () => runtimes.tsc['6.0']],
    ['7', () => join(root, 'node_modules', 'typescript', 'bin', 'tsc')],
  ] as const

  describe.each(compilers)('in TypeScript %s', (_version, compiler) => {
    test.each([
      ['as Node does', nodenext],
      ['as bundlers do, with the decorators of old', [...bundler, '--experimentalDecorators']],
    ])('resolve %s', async (_way, options) => {
      const args = [compiler(), ...strict, ...options, 'consumer.ts']
      const output = await tryRun(process.execPath, args, { cwd: packed.app })
      expect(output).toEqual({ code: 0, stdout: '', stderr: '' })
    })
  })
})
