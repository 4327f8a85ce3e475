import { AsyncRetrying, retry } from 'holdfast'
import type { RetryStatistics } from 'holdfast'

import { retryWithBase } from './interpreter.ts'
import type { Interpreter, Run, Running } from './interpreter.ts'
import type { Via } from './scenario.ts'
import { tap } from './tap.ts'

/** `retry` and `AsyncRetrying`, in the form that the scenario names. */
export const compiledDriver: Interpreter = {
  title: 'the compiled driver',
  start: (run) => forms[run.scenario.via ?? 'call'](run),
}

const forms: Record<Via, (run: Run) => Running> = {
  call({ policy, script }) {
    const retrying = new AsyncRetrying(policy)
    return running(retrying, retrying.call(script))
  },

  wraps({ policy, script }) {
    const wrapped = new AsyncRetrying(policy).wraps(script)
    return running(wrapped, wrapped())
  },

  retryWith({ policy, script }) {
    const wrapped = retry(retryWithBase)(script).retryWith(policy)
    return running(wrapped, wrapped())
  },

  iter(run) {
    const retrying = new AsyncRetrying(run.policy)
    return running(retrying, iterate(retrying, run))
  },
}

const running = (owner: { readonly statistics: RetryStatistics }, result: Promise<unknown>): Running => ({
  result,
  statistics: () => owner.statistics,
})

async function iterate(retrying: AsyncRetrying, { scenario, script }: Run): Promise<unknown> {
  const loop = retrying.loop()
  for await (const attempt of loop) {
    let returned: { readonly value: unknown } | undefined
    const play = tap(script, (value) => {
      returned = { value }
    })
    await attempt.run(scenario.fnMode === 'sync' ? () => void play() : async () => void (await play()))
    if (scenario.setResult && returned !== undefined) attempt.setResult(returned.value)
  }
  return loop.result()
}
