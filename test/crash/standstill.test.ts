import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorker } from './harness/build-worker.ts'
import { playStandstill } from './harness/play-standstill.ts'
import type { Script } from './script.ts'

let program: string
beforeAll(async () => {
  program = await buildWorker()
})
afterAll(() => rm(program))

const script: Script = { id: 's', failures: 1, limit: 5, attemptTime: 300, sleeps: [0], hasHooks: false }

describe('a process that stood still for longer than its lease', { timeout: 300_000 }, () => {
  it('is refused when it goes on, and answers as the one that took over', async () => {
    const { first, second, lines, histories, violations } = await playStandstill(program, script)
    expect(violations).toEqual([])
    const of = (wanted: string) => lines.filter(({ type }) => type === wanted)
    expect(of('begin').map(({ pid }) => pid)).toEqual([first, second, second])
    expect(of('answer')).toMatchObject([
      { pid: second, value: 's is done by attempt 2' },
      { pid: first, value: 's is done by attempt 2' },
    ])
    expect(histories[1]).toEqual(histories[0])
  })

  it('would commit an outcome twice in a store that does not refuse it', async () => {
    const { violations } = await playStandstill(program, { ...script, failures: 0 }, 'fenceless')
    expect(violations.map(({ kind }) => kind)).toContain('double commit')
  })
})
