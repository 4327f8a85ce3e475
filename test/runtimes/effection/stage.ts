import { action, ensure, run, suspend } from 'effection'
import type { Operation, Task } from 'effection'
import type { RetryObserver } from 'holdfast'
import { createVirtualClock } from 'holdfast/testing'
import type { VirtualClock } from 'holdfast/testing'
import { quiet } from '../../support/next-turn.ts'

/** Where sessions are run: in virtual time, and with a log of what they do. */
export interface Stage {
  readonly clock: VirtualClock
  readonly log: string[]
  readonly say: (line: string) => void
  /** An observer that logs all it is told. */
  readonly observer: RetryObserver
  /** Sleeps in virtual time. */
  readonly sleep: (ms: number) => Operation<void>
  /** Logs that something was acquired, and when it is released; `teardown` milliseconds later it is over. */
  readonly hold: (name: string, teardown?: number) => Operation<void>
  /** Moves time on by some milliseconds, one timer after the other. */
  readonly pass: (ms: number) => Promise<void>
  /** Runs an operation to its end, whatever time that takes. */
  readonly play: <T>(operation: () => Operation<T>) => Promise<T>
  /** Waits for a task, or its halt, likewise. */
  readonly finish: <T>(future: PromiseLike<T>) => Promise<T>
}

export function createStage(): Stage {
  const clock = createVirtualClock()
  const log: string[] = []
  const say = (line: string) => void log.push(line)
  const sleep = (ms: number) => action<void>((resolve) => clock.setTimer(resolve, ms))

  async function pass(ms: number) {
    const until = clock.elapsed + ms
    await quiet()
    while (clock.next !== undefined && clock.elapsed + clock.next <= until) {
      clock.advance(clock.next)
      // oxlint-disable-next-line no-await-in-loop
      await quiet()
    }
    clock.advance(until - clock.elapsed)
    await quiet()
  }

  async function finish<T>(future: PromiseLike<T>): Promise<T> {
    const settled = Promise.resolve(future).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    for (let turns = 0; turns < 300; turns++) {
      // oxlint-disable-next-line no-await-in-loop
      const result = await Promise.race([settled, quiet()])
      if (result === undefined) clock.advance(clock.next ?? 0)
      else if ('error' in result) throw result.error
      else return result.value
    }
    throw new Error(`it does not end: ${log.join(', ')}`)
  }

  return {
    clock,
    log,
    say,
    sleep,
    pass,
    finish,
    play: (operation) => finish(run(operation)),
    observer: {
      onStart: () => say('start'),
      onAttempt: ({ attemptNumber }) => say(`attempt ${attemptNumber}`),
      onSettled: ({ outcome }) => say(outcome?.failed ? 'failed' : 'succeeded'),
      onSleep: ({ upcomingSleep }) => say(`sleep ${upcomingSleep}`),
      onEnd: (_state, { status }) => say(`end ${status}`),
    },
    *hold(name, teardown) {
      say(`acquire ${name}`)
      yield* ensure(function* () {
        say(`release ${name}`)
        if (teardown === undefined) return
        yield* sleep(teardown)
        say(`released ${name}`)
      })
    },
  }
}

/** Begins a task, and lets it come to where it waits. */
export async function begin<T>(operation: () => Operation<T>): Promise<Task<T>[]> {
  const task = run(operation)
  await quiet()
  // In a list: `await` would wait for the task itself.
  return [task]
}

/** Waits for ever, and throws once it is torn down. */
export function* failsToClose(error: Error, teardown?: Operation<void>): Operation<void> {
  try {
    yield* suspend()
  } finally {
    if (teardown !== undefined) yield* teardown
    // oxlint-disable-next-line no-unsafe-finally
    throw error
  }
}
