import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorker } from './harness/build-worker.ts'
import type { Fate, RoundPlan } from './harness/plan-round.ts'
import { playRound } from './harness/play-round.ts'
import { expectedAttempts, type Script } from './script.ts'

let program: string
beforeAll(async () => {
  program = await buildWorker()
})
afterAll(() => rm(program))

const script: Script = { id: 's', failures: 2, limit: 5, attemptTime: 20, sleeps: [0, 30], hasHooks: true }
const scripts = [
  script,
  { ...script, id: 'at once', failures: 0 },
  { ...script, id: 'in vain', limit: 2 },
  { ...script, id: 'plain', hasHooks: false },
]

/** A process that waited for its end would be found to hang. */
const LEASE = 300_000

const play = (plan: Partial<RoundPlan> & Pick<RoundPlan, 'lives'>) =>
  playRound(program, { scripts, lease: LEASE, seed: 1, ...plan })

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

describe.concurrent('processes that share a file', { timeout: 300_000 }, () => {
  it.each([2, 4])('run each attempt once and answer alike, %i of them', async (processes) => {
    const lives = Array.from({ length: processes }, () => [])
    const { attempts, violations } = await play({ lives })
    expect(violations).toEqual([])
    expect(attempts).toBe(sum(scripts.map(expectedAttempts)))
  })

  it('take over from one that was killed without waiting for the end of its lease', async () => {
    const death: Fate = { kind: 'killed at a point', death: { point: 'in attempt', visit: 1 } }
    const { kills, attempts, violations } = await play({ scripts: [script], lives: [[death], [death]] })
    expect({ kills, violations }).toEqual({ kills: ['in attempt', 'in attempt'], violations: [] })
    expect(attempts).toBe(expectedAttempts(script) + 2)
  })
})
