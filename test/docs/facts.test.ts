import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { manifest, root } from '../support/project.ts'
import { blocksIn } from './block.ts'
import { manual, pages } from './pages.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const readme = manual.filter(({ file }) => file === 'README.md')

test('the readme tests the project as CI does', () => {
  const shell = readme
    .flatMap(({ file, tree }) => blocksIn(file, tree))
    .filter(({ language }) => SHELL.includes(language))
  expect(shell.map(({ code }) => commandsIn(code))).toContainEqual(commandsIn(read('.ci/run')))
})

const SHELL = ['sh', 'bash', 'shell']

/** The commands of a script, without the lines that only prepare the shell. */
function commandsIn(script: string): string[] {
  return script
    .split(/\n|&&/)
    .map((command) => command.replace(/#.*/, '').trim())
    .filter((command) => command !== '' && !/^(set|cd) /.test(command))
}

test('every npm script that a page names exists', () => {
  const named = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/npm run(?: --?[\w-]+)* ([\w:-]+)/g)].map(([, name = '']) => ({ file, name })),
  )
  expect(named.filter(({ name }) => !(name in manifest.scripts))).toEqual([])
})

test('every size in kB that the readme names is a limit', () => {
  // The shape is size-limit's own, which checks it.
  const limits = (JSON.parse(read('.size-limit.json')) as { limit: string }[]).map(({ limit }) => limit)
  const named = readme.flatMap(({ text }) => text.match(/\d+(?:\.\d+)?\skB/g) ?? [])
  expect(named.filter((size) => !limits.includes(size))).toEqual([])
})
