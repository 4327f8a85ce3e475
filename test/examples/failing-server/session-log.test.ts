import { retryIfResult, runWithRetry, stopAfterAttempt, waitFixed } from 'holdfast'
import { describe, expect, it } from 'vitest'
import { createSessionLog } from '../../../examples/failing-server/session-log.ts'
import type { SessionRow } from '../../../examples/failing-server/session-row.ts'

/** A log on a clock that the sleeps of its sessions move on. */
function createLog() {
  let time = 0
  const log = createSessionLog(['first', 'second'], () => time)
  const states: string[] = []
  log.subscribe(({ name, state, attempt, why }) => states.push(`${name} ${state} ${attempt} ${why}`.trim()))
  const sleep = async (ms: number) => void (time += ms)
  const policy = { wait: waitFixed(700), stop: stopAfterAttempt(3), observer: log.observe('first'), sleep }
  return { log, states, policy, at: (moment: number) => void (time = moment) }
}

const row = (fields: Partial<SessionRow>): SessionRow => ({
  name: 'first',
  state: 'waiting',
  attempt: 0,
  why: '',
  sleep: undefined,
  slept: 0,
  ...fields,
})

describe('a session log', () => {
  it('starts with one waiting row a session', () => {
    expect(createLog().log.rows()).toEqual([row({}), row({ name: 'second' })])
  })

  it('follows a session through its states, with the reason of each retry', async () => {
    const { log, states, policy } = createLog()
    await runWithRetry(policy, async ({ attemptNumber }) => {
      if (attemptNumber < 3) throw new Error(`refusal ${attemptNumber}`)
      return { state: 'connected' }
    })
    expect(states).toEqual([
      'first attempting 1',
      'first evaluating 1 refusal 1',
      'first sleeping 1 refusal 1',
      'first attempting 2 refusal 1',
      'first evaluating 2 refusal 2',
      'first sleeping 2 refusal 2',
      'first attempting 3 refusal 2',
      'first evaluating 3 connected',
      'first done 3 connected',
    ])
    expect(log.rows()).toEqual([
      row({ state: 'done', attempt: 3, why: 'connected', slept: 1400 }),
      row({ name: 'second' }),
    ])
  })

  it('says when a sleep ends', async () => {
    const { log, policy, at } = createLog()
    at(5_000)
    const sleeps: unknown[] = []
    log.subscribe(({ sleep }) => sleep && sleeps.push(sleep))
    await runWithRetry(
      { ...policy, retry: retryIfResult((n) => n === 1) },
      ({ attemptNumber }) => attemptNumber,
    )
    expect(sleeps).toEqual([{ from: 5_000, until: 5_700 }])
  })

  it('shows what a session gave up on', async () => {
    const { log, policy } = createLog()
    await runWithRetry(policy, () => Promise.reject(new Error('no'))).catch(() => {})
    expect(log.rows()[0]).toMatchObject({ state: 'failed', attempt: 3, why: 'gave up: no' })
  })

  it('counts of a sleep that is cut short what was slept', async () => {
    const { log, policy, at } = createLog()
    const caller = new AbortController()
    const cutShort = async () => {
      at(300)
      caller.abort(new Error('enough'))
      await new Promise(() => {})
    }
    const options = { ...policy, sleep: cutShort, signal: caller.signal }
    await runWithRetry(options, () => Promise.reject(new Error('no'))).catch(() => {})
    expect(log.rows()[0]).toEqual(row({ state: 'failed', attempt: 1, why: 'enough', slept: 300 }))
  })

  it('tells a listener nothing once its subscription has ended', async () => {
    const { log, policy } = createLog()
    const heard: SessionRow[] = []
    const end = log.subscribe((changed) => heard.push(changed))
    end()
    await runWithRetry(policy, async () => 'ok')
    expect(heard).toEqual([])
  })
})
