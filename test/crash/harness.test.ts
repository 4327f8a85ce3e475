import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ViolationKind } from './checks/violation.ts'
import { buildWorker } from './harness/build-worker.ts'
import type { Fate, RoundPlan } from './harness/plan-round.ts'
import { playRound } from './harness/play-round.ts'
import type { Script } from './script.ts'
import type { Flaw } from './worker/flaws.ts'

let program: string
beforeAll(async () => {
  program = await buildWorker()
})
afterAll(() => rm(program))

const script: Script = { id: 's', failures: 2, limit: 5, attemptTime: 100, sleeps: [0, 30], hasHooks: false }
const death = { point: 'after answer', visit: 1 } as const

/** A store that breaks a promise, what must be found, and a round in which it shows. */
interface Case extends Pick<RoundPlan, 'scripts' | 'lives'> {
  readonly flaw: Flaw
  readonly found: ViolationKind
}

const oneLife = (fate: Fate) => ({ scripts: [script], lives: [[fate]] })

const CASES: readonly Case[] = [
  {
    flaw: 'greedy',
    found: 'two owners',
    scripts: [{ ...script, attemptTime: 500 }],
    lives: [[], []],
  },
  { flaw: 'late', found: 'write-ahead', scripts: [script], lives: [[]] },
  { flaw: 'hasty', found: 'lost', ...oneLife({ kind: 'killed at a point', death }) },
  { flaw: 'unsynced', found: 'lost', ...oneLife({ kind: 'power cut', death }) },
]

describe.concurrent('the crash harness', { timeout: 300_000 }, () => {
  const play = async (plan: Pick<RoundPlan, 'scripts' | 'lives' | 'flaw'>) => {
    const { violations } = await playRound(program, { ...plan, seed: 1, lease: 300_000 })
    return violations
  }

  it.each(CASES)('finds that a $flaw store breaks its word: $found', async ({ found, ...plan }) => {
    const kinds = (await play(plan)).map(({ kind }) => kind)
    expect(kinds).toContain(found)
  })

  it.each(CASES)('finds nothing where no store is $flaw', async ({ scripts, lives }) => {
    expect(await play({ scripts, lives })).toEqual([])
  })
})
