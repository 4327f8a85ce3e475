import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { AsyncRetrying, isRetryError, stopAfterAttempt, waitIncrementing } from 'holdfast'
import type { LoopAttempt, RetryCallState } from 'holdfast'
import { attach } from 'holdfast/inspect'

const fail = () => {
  throw new Error('down')
}

/** A loop runs in the compiled driver, unless somebody inspects. */
const interpreters: readonly [string, () => void][] = [
  ['the compiled driver', () => {}],
  ['XState', () => onTestFinished(attach({ inspect: () => {} }))],
]

const ownStatistics = ({ state }: LoopAttempt) => {
  const { attemptNumber, idleFor } = state.statistics
  return { attemptNumber, idleFor }
}

describe.each(interpreters)('in %s', (_interpreter, show) => {
  test('two loops walked by turns count their own attempts, sleeps and results', async () => {
    show()
    const retrying = new AsyncRetrying({ wait: waitIncrementing({ increment: 1 }), sleep: async () => {} })
    const loops = [retrying.loop<string>(), retrying.loop<string>()] as const
    const seen: unknown[] = []
    const turn = async (index: 0 | 1, body: (number: number) => string) => {
      const { value: attempt } = await loops[index].next()
      if (attempt === undefined) return
      await attempt.run(({ attemptNumber }) => body(attemptNumber))
      seen.push([index, attempt.attemptNumber, ownStatistics(attempt)])
    }
    await turn(0, fail)
    await turn(1, fail)
    await turn(1, fail)
    await turn(0, fail)
    await turn(1, (number) => `second at ${number}`)
    await turn(1, fail)
    await turn(0, (number) => `first at ${number}`)
    await turn(0, fail)
    expect(seen).toStrictEqual([
      [0, 1, { attemptNumber: 1, idleFor: 0 }],
      [1, 1, { attemptNumber: 1, idleFor: 0 }],
      [1, 2, { attemptNumber: 2, idleFor: 0 }],
      [0, 2, { attemptNumber: 2, idleFor: 0 }],
      [1, 3, { attemptNumber: 3, idleFor: 1 }],
      [0, 3, { attemptNumber: 3, idleFor: 1 }],
    ])
    expect(loops.map((loop) => loop.result())).toStrictEqual(['first at 3', 'second at 3'])
  })

  test('a loop within a loop over one controller, with a call in its body, is its own', async () => {
    show()
    const retrying = new AsyncRetrying({ stop: stopAfterAttempt(3) })
    const keys = new Map<string, number[]>()
    const outer = retrying.loop<string>()
    for await (const attempt of outer) {
      await attempt.run(async ({ attemptNumber }) => {
        const inner = retrying.loop<number>()
        for await (const nested of inner) {
          const { idempotencyKey } = nested
          keys.set(idempotencyKey, [...(keys.get(idempotencyKey) ?? []), nested.attemptNumber])
          await nested.run(async () => {
            let calls = 0
            await retrying.call(() => ++calls === 3 || fail())
            expect(calls).toBe(3)
            return nested.attemptNumber === attemptNumber ? attemptNumber : fail()
          })
        }
        expect(ownStatistics(attempt).attemptNumber).toBe(attemptNumber)
        return inner.result() === 3 ? 'all three' : fail()
      })
      expect(keys.has(attempt.idempotencyKey)).toBe(false)
    }
    expect(outer.result()).toBe('all three')
    expect([...keys.values()]).toStrictEqual([[1], [1, 2], [1, 2, 3]])
  })

  test('an inner loop that gives up is a failure of the outer attempt, and of no other', async () => {
    show()
    const retrying = new AsyncRetrying({ stop: stopAfterAttempt(2) })
    let innerTurns = 0
    const walk = async () => {
      for await (const attempt of retrying) {
        await attempt.run(async () => {
          for await (const nested of retrying) await nested.run(() => (innerTurns++, fail()))
        })
      }
    }
    const error = await walk().catch((thrown: unknown) => thrown)
    expect(isRetryError(error) && isRetryError(error.cause) && error.cause.cause).toStrictEqual(
      new Error('down'),
    )
    expect(innerTurns).toBe(4)
  })

  test('the controller’s statistics are those of what began last, and stay so', async () => {
    show()
    const retrying = new AsyncRetrying()
    const first = retrying.loop()
    const { value: attempt } = await first.next()
    await attempt?.run(fail)
    const { value: second } = await first.next()
    expect(retrying.statistics.attemptNumber).toBe(2)
    const unbegun = retrying.loop()
    expect(retrying.statistics.attemptNumber).toBe(2)
    await retrying.call(() => 'ok')
    expect(retrying.statistics.attemptNumber).toBe(1)
    await second?.run(fail)
    await first.next()
    expect(retrying.statistics.attemptNumber).toBe(1)
    await Promise.all([first.return?.(), unbegun.return?.()])
    expect(retrying.statistics.attemptNumber).toBe(1)
  })

  test('a loop that is left or aborted does not end another of its controller', async () => {
    show()
    const retrying = new AsyncRetrying({ wait: () => 1 })
    const caller = new AbortController()
    const [kept, left, aborted] = [retrying.loop(), retrying.loop(), retrying.loop({ signal: caller.signal })]
    for (const loop of [kept, left, aborted]) await (await loop.next()).value?.run(fail)
    const nexts = [kept, left, aborted].map((loop) => loop.next())
    caller.abort('enough')
    await left.return?.()
    expect(await Promise.allSettled(nexts)).toMatchObject([
      { value: { done: false, value: { attemptNumber: 2 } } },
      { value: { done: true } },
      { reason: 'enough' },
    ])
    await kept.return?.()
  })
})

/** What becomes of an attempt: it throws, gives or is given a value that is not accepted, or is left by the block. */
type Turn = 'throws' | 'gives' | 'is given' | 'breaks'

/** The turns of a loop before the one that succeeds. */
type Script = readonly Turn[]

const LIMIT = 4

/** Everything that takes time waits for this. */
type Pause = (label: string) => Promise<unknown>

/** A controller of which every hook and sleep pauses, and tells the diary of its session. */
function createStage(pause: Pause) {
  const diaries = new Map<RetryCallState, string[]>()
  const diaryOf = (state: RetryCallState) => {
    const diary = diaries.get(state) ?? []
    diaries.set(state, diary)
    return diary
  }
  const hook = (name: string) => async (state: RetryCallState) => {
    const { attemptNumber, idleFor, upcomingSleep, outcome } = state
    const failed = outcome?.failed ?? 'under way'
    diaryOf(state).push(`${name} ${attemptNumber} ${failed} idle ${idleFor} sleep ${upcomingSleep}`)
    await pause(name)
  }
  const retrying = new AsyncRetrying({
    stop: stopAfterAttempt(LIMIT),
    retry: ({ outcome }) => outcome?.failed || outcome?.result() === 'again',
    wait: ({ attemptNumber }) => attemptNumber,
    before: hook('before'),
    after: hook('after'),
    beforeSleep: hook('beforeSleep'),
    sleep: () => pause('sleep'),
  })
  return { retrying, diaryOf }
}

type Stage = ReturnType<typeof createStage>

/** Walks a loop by a script; tells all that can be seen of it. */
async function walkBy({ retrying, diaryOf }: Stage, script: Script, pause: Pause) {
  const loop = retrying.loop()
  let last: LoopAttempt | undefined
  const outcomeOf = (attempt: LoopAttempt, turn: Turn | undefined) => async () => {
    await pause('attempt')
    if (turn === 'throws') throw new Error(`attempt ${attempt.attemptNumber}`)
    return turn === 'gives' ? 'again' : `value of ${attempt.attemptNumber}`
  }
  const walking = async () => {
    for await (const attempt of loop) {
      last = attempt
      const turn = script[attempt.attemptNumber - 1]
      diaryOf(attempt.state).push(`turn ${attempt.attemptNumber}`)
      if (turn === 'breaks') break
      if (turn === 'is given') attempt.setResult('again')
      await attempt.run(outcomeOf(attempt, turn))
      await pause('block')
    }
    return loop.result()
  }
  const end = await walking().catch((error: Error) => [error.name, String(error.cause)])
  return { end, diary: last && diaryOf(last.state), statistics: last && ownStatistics(last) }
}

/** Calls a function that fails so often. */
async function call({ retrying }: Stage, failures: number, pause: Pause): Promise<unknown> {
  let calls = 0
  const fn = async () => {
    await pause('call')
    return ++calls > failures ? calls : fail()
  }
  return retrying.call(fn).catch((error: unknown) => isRetryError(error) && 'gave up')
}

const atOnce: Pause = () => Promise.resolve()

const script: fc.Arbitrary<Script> = fc.array(
  fc.constantFrom<Turn>('throws', 'throws', 'gives', 'is given', 'breaks'),
  { maxLength: LIMIT },
)

describe.each(interpreters)('in %s', (_interpreter, show) => {
  test(
    'two loops and a call over one controller give, in whatever order, what each gives alone',
    { timeout: 60_000 },
    async () => {
      show()
      const failureCount = fc.nat(LIMIT)
      await fc.assert(
        fc.asyncProperty(script, script, failureCount, fc.scheduler(), async (one, other, failures, s) => {
          const pause: Pause = (label) => s.schedule(Promise.resolve(), label)
          const stage = createStage(pause)
          const together = [
            walkBy(stage, one, pause),
            walkBy(stage, other, pause),
            call(stage, failures, pause),
          ]
          const alone = [
            walkBy(createStage(atOnce), one, atOnce),
            walkBy(createStage(atOnce), other, atOnce),
            call(createStage(atOnce), failures, atOnce),
          ]
          expect(await s.waitFor(Promise.all(together))).toStrictEqual(await Promise.all(alone))
        }),
        { numRuns: 60 },
      )
    },
  )
})
