import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { tryRun } from '../support/run.ts'
import { buildProgram } from '../support/build-program.ts'

let program: string

beforeAll(async () => {
  program = await buildProgram('test/snapshots/support/sleeper.ts')
})

afterAll(() => {
  rmSync(program)
})

/** Runs a session in one process until it sleeps, and goes on with it in another. */
async function sleepAcross(...[wait, unref]: readonly string[]): Promise<string> {
  const first = await tryRun(process.execPath, [program, wait!, unref!])
  const second = await tryRun(process.execPath, [program, wait!, unref!, first.stdout], { timeout: 20_000 })
  return second.stdout
}

describe('a process that resumes a sleeping session', { timeout: 60_000 }, () => {
  test('stays alive until it has ended, at its instant', async () => {
    expect(await sleepAcross('1500', 'no')).toBe('attempt 2 on time\n')
  })

  test('may end before it, with unref: its look at the wall clock keeps nothing alive', async () => {
    expect(await sleepAcross('600000', 'unref')).toBe('')
  })
})
