import { describe, expect, test } from 'vitest'
import { runInNewContext } from 'node:vm'
import { stopAfterAttempt } from 'holdfast'

import { forms } from '../support/interpreters.ts'
import { root } from '../support/project.ts'
import { run as runProgram } from '../support/run.ts'
import { rejection } from '../support/settled.ts'

describe.each(forms)('in $title', ({ run }) => {
  test('the final error is the last one, not the most frequent', async () => {
    const messages = ['often', 'often', 'often', 'rare']
    let calls = 0
    const fn = () => Promise.reject(new Error(messages[calls++]))
    const error = await rejection(run({ stop: stopAfterAttempt(4) }, fn))
    expect(error).toMatchObject({ cause: { message: 'rare' } })
    expect((error as { errors: Error[] }).errors.map(({ message }) => message)).toStrictEqual(messages)
  })

  test.each(['down', 0, null, undefined, Object.freeze({})])(
    'a thrown %o comes out as it went in',
    async (value) => {
      const throws = () => {
        throw value
      }
      const error = await rejection(run({ stop: stopAfterAttempt(2) }, throws))
      expect(error).toMatchObject({ name: 'RetryError' })
      expect((error as Error).cause).toBe(value)
    },
  )

  test('a sync function that throws at once is retried as any other', async () => {
    let calls = 0
    const fn = () => {
      if (++calls < 3) throw new Error('sync')
      return calls
    }
    expect(await run({}, fn)).toBe(3)
  })

  test('a promise of another realm is awaited', async () => {
    const foreign = runInNewContext(
      `(value) => value === 3 ? Promise.resolve(value) : Promise.reject(new Error('foreign'))`,
    ) as (value: number) => Promise<number>
    let calls = 0
    expect(await run({}, () => foreign(++calls))).toBe(3)
  })
})

test('the caller is in the stack of attempt 2 and later, in plain Node', { timeout: 30_000 }, async () => {
  const { stdout } = await runProgram(
    process.execPath,
    ['--import', 'tsx', '--conditions=@holdfast/source', '--input-type=module', '--eval', PROGRAM],
    { cwd: root },
  )
  const stacks = JSON.parse(stdout) as string[]
  expect(stacks).toHaveLength(9)
  for (const stack of stacks) expect(stack).toMatch(/at async callerOfRetry/)
})

const PROGRAM = `
  import { retry, stopAfterAttempt } from 'holdfast'
  const stacks = []
  const options = [{}, { signal: new AbortController().signal, timeout: 1000 }, { attemptTimeout: 1000 }]
  for (const option of options) {
    const fails = retry({ ...option, stop: stopAfterAttempt(4) })(async () => {
      await null
      throw new Error('down')
    })
    async function callerOfRetry() {
      await fails()
    }
    await callerOfRetry().catch(({ errors }) => stacks.push(...errors.slice(1).map(({ stack }) => stack)))
  }
  console.log(JSON.stringify(stacks))
`
