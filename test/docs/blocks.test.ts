import { beforeAll, describe, expect, test } from 'vitest'

import { blocksIn } from './block.ts'
import { examplesOf } from './examples.ts'
import { filesBelow } from './files.ts'
import { findFaults } from './find-faults.ts'
import { manual } from './pages.ts'
import { type Program, toPrograms } from './program.ts'

const pageBlocks = manual.flatMap(({ file, tree }) => blocksIn(file, tree))
const examples = filesBelow('src', '.ts').flatMap(examplesOf)
const programs = toPrograms([...pageBlocks, ...examples])

describe('code in the manual and in docstrings', () => {
  let faults: Map<Program, string[]>

  beforeAll(async () => {
    faults = await findFaults(programs)
  }, 600_000)

  test.each(programs.map((program) => [`${program.block.file}:${program.block.line}`, program] as const))(
    '%s compiles and does what it says',
    (_place, program) => {
      expect(faults.get(program)?.join('\n')).toBe('')
    },
  )
})

const json = pageBlocks.filter(({ language }) => language === 'json')

test.each(json.map(({ file, line, code }) => [`${file}:${line}`, code]))('%s is JSON', (_place, code) => {
  expect(() => JSON.parse(code)).not.toThrow()
})
