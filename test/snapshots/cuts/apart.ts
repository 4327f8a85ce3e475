import type { VirtualClock } from 'holdfast/testing'

import type { Run } from '../../conformance/interpreter.ts'
import { runScenario } from '../../conformance/run-scenario.ts'
import type { Scenario } from '../../conformance/scenario.ts'
import type { Trace } from '../../conformance/trace.ts'
import type { Cut, Life } from './life.ts'
import { createLives } from './lives.ts'

/** A run that was cut, as text can tell another process. */
export interface FirstHalf {
  readonly cut: Cut
  /** What was seen until then, and how far the world is. */
  readonly trace: Trace
}

/** Runs a scenario until it is cut; undefined when it ends before. */
export async function runFirstHalf(scenario: Scenario, points: number): Promise<FirstHalf | undefined> {
  let cut: Cut | undefined
  const trace = await runScenario(scenario, {
    title: 'XState, cut',
    start(run) {
      const lives = createLives(run)
      const life = lives.begin(points)
      const wait = async () => {
        cut = await life.cut
      }
      return { result: wait(), statistics: () => lives.statistics(life) }
    },
  })
  return cut && { cut, trace }
}

/** Runs the rest of it, in a world that has come as far: the whole trace. */
export async function runSecondHalf(scenario: Scenario, { cut, trace }: FirstHalf): Promise<Trace> {
  const { events, ...rest } = await runScenario(scenario, {
    title: 'XState, resumed',
    start(run) {
      const lives = createLives(run, { ahead: 4096 })
      let life: Life
      const live = async () => {
        await catchUp(run, lives.script, trace)
        life = lives.begin(Infinity, cut)
        return life.session.result.catch((error: unknown) => {
          throw lives.original(error)
        })
      }
      return { result: live(), statistics: () => lives.statistics(life) }
    },
  })
  // What catching up has logged, the first half has, too.
  return { ...rest, events: [...trace.events, ...events.slice(2 * trace.attempts + trace.sleeps)] }
}

/** Makes the scenario's scripts and its clock go on where they were. */
async function catchUp(
  { policy }: Run,
  script: () => unknown,
  { attempts, sleeps, randomsUsed, endMs }: Trace,
) {
  const { signal } = new AbortController()
  const ignore = () => {}
  for (let attempt = 0; attempt < attempts; attempt++) await (async () => script())().catch(ignore)
  for (let sleep = 0; sleep < sleeps; sleep++) await policy.sleep?.(0, { signal }).then(ignore, ignore)
  for (let draw = 0; draw < randomsUsed; draw++) policy.random?.()
  // The stage's own.
  const clock = policy.clock as VirtualClock
  clock.advance(endMs - clock.elapsed)
}
