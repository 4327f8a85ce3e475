import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { visit } from 'unist-util-visit'
import { expect, test } from 'vitest'

import { codeEntries, root } from '../support/project.ts'
import { exportedNames } from '../support/exported-names.ts'
import { manual } from './pages.ts'

test.each(codeEntries)('docs/api.md has every name of $name', ({ source }) => {
  const documented = namesInCode('docs/api.md')
  const names = exportedNames(readFileSync(join(root, source), 'utf8'))
  expect(names.filter((name) => !documented.has(name))).toEqual([])
})

/** Every identifier in the page's code, inline or in blocks. */
function namesInCode(file: string): Set<string> {
  const page = manual.find((candidate) => candidate.file === file)
  if (page === undefined) throw new Error(`There is no ${file}`)
  const names = new Set<string>()
  visit(page.tree, (node) => {
    if (node.type === 'inlineCode' || node.type === 'code') {
      for (const name of node.value.match(/[\w$]+/g) ?? []) names.add(name)
    }
  })
  return names
}
