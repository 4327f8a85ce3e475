import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { drawDocs } from '../../scripts/draw-docs.ts'
import { root } from '../support/project.ts'

test('the pictures of the documentation are those of the code; npx tsx --conditions=@holdfast/source scripts/draw-docs.ts draws them', async () => {
  for (const [path, text] of Object.entries(await drawDocs()))
    expect(readFileSync(join(root, path), 'utf8')).toBe(text)
})
