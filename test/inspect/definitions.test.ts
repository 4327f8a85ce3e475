import { retrySetup, runWithRetry, startRetry, stopAfterAttempt } from 'holdfast'
import type { RetryMachine } from 'holdfast'
import { createInspector } from 'holdfast/inspect'
import { describe, expect, test } from 'vitest'

import { gists } from './support/gist.ts'
import { ofType } from './support/of-type.ts'

describe('definitions', () => {
  test('are told once, of machines that are alike', async () => {
    const { inspect, messages } = createInspector()
    for (const stop of [stopAfterAttempt(3), stopAfterAttempt(3), stopAfterAttempt(4)])
      await runWithRetry({ stop }, () => 1, { inspect })
    const told = ofType(messages(), 'definition')
    expect(told).toHaveLength(2)
    expect(ofType(messages(), 'session').map(({ definitionId }) => definitionId)).toStrictEqual([
      told[0]?.definitionId,
      told[0]?.definitionId,
      told[1]?.definitionId,
    ])
  })

  test('are forgotten with the last session that has them, and told again', async () => {
    const { inspect, messages } = createInspector({ sessions: 1 })
    const told: string[] = []
    for (const stop of [stopAfterAttempt(3), stopAfterAttempt(4), stopAfterAttempt(3)]) {
      await runWithRetry({ stop }, () => 1, { inspect })
      told.push(...gists(messages(), 'definition', 'session'))
    }
    expect(told).toStrictEqual([1, 2, 3].flatMap(() => ['definition retry', 'session <unknown>']))
  })

  test('hold no code, and no secrets', async () => {
    const { chart, createMachine: create } = retrySetup()
    const machine = create({
      ...chart,
      description: 'a chart',
      meta: { apiKey: 'abc123', shown: 1 },
      always: { guard: () => false, target: '.attempting', description: 'never', meta: { n: 1 } },
      entry: [() => {}, { type: 'note', params: { token: 'abc123' } }],
      after: { 1000: '.attempting' },
      on: { ...chart.on, token: { actions: 'unwatch', reenter: true } },
      states: { ...chart.states, past: { type: 'history', history: 'deep' } },
    } as never) as unknown as RetryMachine
    const { inspect, messages } = createInspector()
    const session = startRetry(machine, () => 1, { inspect })
    session.actor.stop()
    const [{ definition } = {}] = ofType(messages(), 'definition')
    expect(definition).toMatchObject({
      description: 'a chart',
      meta: { apiKey: '[redacted]', shown: 1 },
      always: [{ guard: { type: 'guard' }, target: ['#attempting'], description: 'never', meta: { n: 1 } }],
      entry: [
        { type: 'anonymous' },
        { type: 'note', params: { token: '[redacted]' } },
        { type: 'xstate.raise' },
      ],
      on: {
        token: [{ actions: [{ type: 'unwatch' }], reenter: true }],
        'xstate.after.1000.retry': [{ delay: 1000 }],
      },
      states: { past: { type: 'history', history: 'deep' } },
    })
    expect(JSON.stringify(definition)).not.toContain('abc123')
  })
})
