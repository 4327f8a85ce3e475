import { fromMarkdown } from 'mdast-util-from-markdown'
import { beforeAll, expect, test } from 'vitest'

import { blocksIn } from './block.ts'
import { findFaults } from './find-faults.ts'
import { toPrograms } from './program.ts'

const PAGE = `
\`\`\`ts
const answer: number = 42
answer // => 42
\`\`\`

\`\`\`ts continues
answer + 1 // => 43
Promise.reject(new Error('late'))
\`\`\`

\`\`\`ts
const text: number = 'text'
text // => 42
\`\`\`

\`\`\`ts no-run
declare function compiled(text: string): void
compiled(42)
\`\`\`

\`\`\`js
const loose = 1
loose.missing.name
\`\`\`

\`\`\`ts
process.exit()
\`\`\`
`

let faults: string[][]

beforeAll(async () => {
  const programs = toPrograms(blocksIn('page.md', fromMarkdown(PAGE)))
  faults = [...(await findFaults(programs)).values()]
}, 60_000)

test('a good block has no fault', () => {
  expect(faults[0]).toEqual([])
})

test('a rejection that nobody handles is a fault', () => {
  expect(faults[1]).toEqual(['page.md:9: Error: late'])
})

test('a type error and a false claim are two faults, each at its line', () => {
  expect(faults[2]).toEqual([
    expect.stringMatching(/^page\.md:13: error TS2322/),
    expect.stringMatching(/^page\.md:14: AssertionError.*'text' !== 42/s),
  ])
})

test('a block that does not run is still compiled', () => {
  expect(faults[3]).toEqual([expect.stringMatching(/^page\.md:19: error TS2345/)])
})

test('JavaScript runs uncompiled', () => {
  expect(faults[4]).toEqual([expect.stringMatching(/^page\.md:24: TypeError/)])
})

test('a block that ends the process is a fault', () => {
  expect(faults[5]).toEqual([expect.stringMatching(/^page\.md:28: the process ended/)])
})
