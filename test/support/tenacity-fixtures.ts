import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

/**
 * The lines of one file of what the real Tenacity does (`test/fixtures/tenacity/SCHEMA.md`), parsed.
 *
 * The environment variable TENACITY_TRACES names another folder, whose files may be gzipped; a file that it lacks is
 * read from here.
 */
export function readFixture<T = FixtureLine>(name: FixtureName): T[] {
  return readText(name)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}

export type FixtureName = 'scenarios' | 'traces' | 'vectors'

export interface FixtureLine {
  readonly id: string
  readonly tags?: readonly string[]
  readonly exact?: boolean
}

const OWN_FOLDER = fileURLToPath(new URL('../fixtures/tenacity', import.meta.url))

function readText(name: FixtureName): string {
  for (const folder of [process.env['TENACITY_TRACES'], OWN_FOLDER]) {
    if (folder === undefined || folder === '') continue
    const plain = `${folder}/${name}.jsonl`
    if (existsSync(plain)) return readFileSync(plain, 'utf8')
    if (existsSync(`${plain}.gz`)) return gunzipSync(readFileSync(`${plain}.gz`)).toString('utf8')
  }
  throw new Error(`no ${name}.jsonl in ${OWN_FOLDER}`)
}
