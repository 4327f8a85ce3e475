import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** What the tests read in package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  readonly files: readonly string[]
  readonly exports: Readonly<Record<string, string | ExportConditions>>
  readonly scripts: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

interface ExportConditions {
  readonly '@holdfast/source': string
  readonly types: string
  readonly default: string
}

// The shape is npm's, and the tests fail where a field is missing.
export const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as Manifest

/** The entries of the exports map that lead to code: name to import, and conditions. */
export const codeEntries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string'
    ? []
    : [{ ...target, name: manifest.name + path.slice(1), source: target['@holdfast/source'] }],
)
