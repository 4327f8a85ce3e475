import { describe, expect, test } from 'vitest'

import { root } from '../support/project.ts'
import { tryRun } from '../support/run.ts'

/** A program that begins a session which sleeps, and prints what came of it. */
const program = (options: string, start: string) => `
  import { retry, startRetry } from 'holdfast'
  let calls = 0
  const fn = () => { if (++calls < 2) throw new Error('down'); console.log('attempt', calls) }
  const options = ${options}
  ${start}
`

const starts = {
  'the compiled driver': 'void retry(options)(fn)()',
  XState: 'startRetry(options, fn)',
}

/** Runs a program from the sources, as this project's tools do. */
const runProgram = (source: string) =>
  tryRun(
    process.execPath,
    ['--import', 'tsx', '--conditions=@holdfast/source', '--input-type=module', '--eval', source],
    { cwd: root, timeout: 20_000 },
  )

describe.each(Object.entries(starts))('a process with a sleeping session of %s', (_interpreter, start) => {
  test('stays alive until it has ended', { timeout: 30_000 }, async () => {
    const { code, stdout } = await runProgram(program('{ wait: () => 100 }', start))
    expect({ code, stdout }).toStrictEqual({ code: 0, stdout: 'attempt 2\n' })
  })

  test('may end before it, with unref', { timeout: 30_000 }, async () => {
    for (const delay of ['60_000', '2 ** 40', 'Infinity']) {
      const { code, stdout } = await runProgram(
        program(`{ wait: () => ${delay}, timeout: '1 day', unref: true }`, start),
      )
      expect({ code, stdout }).toStrictEqual({ code: 0, stdout: '' })
    }
  })
})
