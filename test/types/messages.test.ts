import { beforeAll, describe, expect, test } from 'vitest'

import { compile } from './support/compile.ts'

const MISTAKES = [
  ['retry({ stopp: stop })', "Did you mean to write 'stop'?"],
  ['retry({ stopp: stop })(load)', "Did you mean to write 'stop'?"],
  ['retry({ wait: "1s" })', "not assignable to type 'WaitFunction'"],
  ['retry(load, { stop })', '"retry(options)(fn) wraps a function'],
  ['retry({ stop }, load)', '"retry(options)(fn) wraps a function'],
  ['runWithRetry({ stopp: stop }, load)', "Did you mean to write 'stop'?"],
  ['runWithRetry({ stop }, load, { sotre: undefined })', "Did you mean to write 'store'?"],
  ['runWithRetry(createRetryMachine(), load, { sotre: undefined })', "Did you mean to write 'store'?"],
] as const

const HEAD = `import { createRetryMachine, retry, runWithRetry, stopAfterAttempt } from 'holdfast'
const stop = stopAfterAttempt(3)
const load = async () => 'loaded'
`

describe('the compiler says what is wrong, once', () => {
  let said: readonly string[] = []

  beforeAll(async () => {
    const source = HEAD + MISTAKES.map(([mistake]) => `void ${mistake}\n`).join('')
    said = await compile(source)
  }, 120_000)

  test.each(MISTAKES)('of %s', (mistake, message) => {
    const line = HEAD.split('\n').length + MISTAKES.findIndex(([other]) => other === mistake)
    expect(said.filter((text) => text.startsWith(`${line}: `))).toEqual([expect.stringContaining(message)])
  })
})
