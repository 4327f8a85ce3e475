import { expect, test } from 'vitest'

import { examplesIn } from './examples.ts'

const docstring = (...lines: string[]) => ['/**', ...lines.map((line) => ` * ${line}`), ' */'].join('\n')

test('an example is its fenced block', () => {
  const text = docstring('Adds.', '', '@example', '```ts no-run', 'add(1)', '```', '@see nothing')
  expect(examplesIn('add.ts', text)).toEqual([
    { file: 'add.ts', line: 6, language: 'ts', flags: ['no-run'], code: 'add(1)' },
  ])
})

test('a caption is not code', () => {
  const text = docstring('@example Adding', '```ts', 'add(1)', '```')
  expect(examplesIn('add.ts', text)).toMatchObject([{ line: 4, code: 'add(1)' }])
})

test('an example without a fence is code up to the next tag', () => {
  const text = docstring('@example', 'add(1)', '  .toFixed()', '@returns a sum')
  expect(examplesIn('add.ts', text)).toMatchObject([{ line: 2, code: '\nadd(1)\n  .toFixed()' }])
})

test('a decorator in a fence is not a tag', () => {
  const text = docstring(
    '@example',
    '```ts',
    '@retry()',
    'class Api {}',
    '```',
    '@example',
    '```ts',
    'more',
    '```',
  )
  expect(examplesIn('add.ts', text).map(({ code }) => code)).toEqual(['@retry()\nclass Api {}', 'more'])
})

test('lines count from the top of the file', () => {
  const text = `const one = 1\n\n${docstring('@example', '```ts', 'add(1)', '```')}`
  expect(examplesIn('add.ts', text)).toMatchObject([{ line: 6 }])
})
